import { shareOf } from "../../kit/money.ts";

export type BookingKind = "payment" | "refund" | "refund_reversal" | "dispute" | "dispute_reversal";

/** A movement of money as the tables of payments, refunds and disputes tell it: what has to be in the ledger. */
export interface Booking {
  /** The id that its entry must have. */
  readonly id: string;
  readonly kind: BookingKind;
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly amount: number;
  readonly tax_amount: number;
  /** Of a payment only: what else is known of it. */
  readonly sale: Sale | null;
}

/** A payment from all sides, which have to agree. */
export interface Sale {
  readonly status: string;
  readonly amount_received: number;
  /** What was asked of the processor; less may have been captured. */
  readonly amount_authorized: number;
  /** The attempt that the payment itself names. */
  readonly payment_attempt_id: string | null;
  /** Whether the tax is ours to hand on, as a Merchant of Record. */
  readonly collects_tax: boolean;
  /** What the session cost in which it was bought; null when it was bought in none. */
  readonly session: { readonly amount_total: number; readonly amount_tax: number } | null;
}

/** 1 for what takes money from the buyer, -1 for what gives it back. */
const DIRECTION: Record<BookingKind, 1 | -1> = {
  payment: 1,
  refund: -1,
  refund_reversal: 1,
  dispute: -1,
  dispute_reversal: 1,
};

/**
 * The postings that a movement must have, by account. This is said here a second time on purpose, and not taken from
 * where entries are made: a proof that asks the defendant proves nothing.
 */
export function expectedPostings({ kind, amount, tax_amount }: Booking): Map<string, number> {
  const direction = DIRECTION[kind];
  const postings: [string, number][] = [
    ["acquirer_receivable", direction * amount],
    ["merchant_payable", -direction * (amount - tax_amount)],
    ["tax_payable", -direction * tax_amount],
  ];
  return new Map(postings.filter(([, posted]) => posted !== 0));
}

/** Where the rows about one payment contradict each other, in a sentence; undefined where they agree. */
export function contradictionOf({ id, amount, tax_amount, sale }: Booking): string | undefined {
  if (sale === null) return undefined;
  if (sale.status !== "succeeded") return `An attempt was approved, but the payment is ${sale.status}.`;
  if (sale.payment_attempt_id !== id) {
    return `It was paid by another attempt, ${sale.payment_attempt_id}, and this one was approved too.`;
  }
  if (sale.amount_received !== amount) {
    return `The attempt took ${amount}, but the payment says that ${sale.amount_received} were received.`;
  }
  const expected_tax = taxOfSale(amount, sale);
  if (expected_tax === undefined || expected_tax === tax_amount) return undefined;
  return `The payment holds ${tax_amount} of tax, but by its checkout session it is ${expected_tax}.`;
}

/** The tax by the session's price. Undefined where the session was repriced since, or there is none. */
function taxOfSale(amount: number, { session, collects_tax, amount_authorized }: Sale): number | undefined {
  if (session === null || session.amount_total !== amount_authorized) return undefined;
  return collects_tax ? shareOf(session.amount_tax, amount, amount_authorized) : 0;
}
