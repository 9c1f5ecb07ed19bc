import { balancedEntry, type LedgerEntry } from "./entry.ts";

export interface BookedRefund {
  /** The entry's id: the refund's, or that of its reversal. */
  readonly id: string;
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly amount: number;
  /** The part of `amount` that is tax, which the authorities are no longer owed. */
  readonly tax_amount: number;
}

/** The payment's entry the other way round, for as much as goes back. */
export function refundEntry(refund: BookedRefund): LedgerEntry {
  return entryOf("refund", refund, 1);
}

/** Takes the entry of a refund back whose money came back to us. */
export function refundReversalEntry(refund: BookedRefund): LedgerEntry {
  return entryOf("refund_reversal", refund, -1);
}

function entryOf(kind: LedgerEntry["kind"], refund: BookedRefund, sign: 1 | -1): LedgerEntry {
  const { id, payment_intent_id, currency, amount, tax_amount } = refund;
  return balancedEntry({
    id,
    kind,
    payment_intent_id,
    currency,
    postings: [
      { account: "acquirer_receivable", amount: -sign * amount },
      { account: "merchant_payable", amount: sign * (amount - tax_amount) },
      { account: "tax_payable", amount: sign * tax_amount },
    ],
  });
}
