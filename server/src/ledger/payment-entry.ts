import { balancedEntry, type LedgerEntry } from "./entry.ts";

export interface ApprovedPayment {
  readonly payment_attempt_id: string;
  readonly payment_intent_id: string;
  readonly currency: string;
  readonly amount: number;
  /** The part of `amount` that is tax collected on the authorities' behalf; 0 when the merchant files its own. */
  readonly tax_amount: number;
}

/** The acquirer owes the amount; the merchant is owed what is not tax. */
export function paymentEntry(payment: ApprovedPayment): LedgerEntry {
  return balancedEntry({
    id: payment.payment_attempt_id,
    kind: "payment",
    payment_intent_id: payment.payment_intent_id,
    currency: payment.currency,
    postings: [
      { account: "acquirer_receivable", amount: payment.amount },
      { account: "merchant_payable", amount: -(payment.amount - payment.tax_amount) },
      { account: "tax_payable", amount: -payment.tax_amount },
    ],
  });
}
