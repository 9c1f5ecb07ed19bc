/** `warning_…` is an inquiry: a bank asks, and has not taken any money back. */
export const DISPUTE_STATUSES = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "won",
  "lost",
] as const;

export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** Why a buyer disputes a payment, in the card networks' usual words. */
export const DISPUTE_REASONS = [
  "credit_not_processed",
  "duplicate",
  "fraudulent",
  "general",
  "product_not_received",
  "product_unacceptable",
  "subscription_canceled",
  "unrecognized",
] as const;

export type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** What a card network takes a payment for that it warns of, in the networks' usual words. */
export const FRAUD_TYPES = [
  "card_never_received",
  "fraudulent_card_application",
  "made_with_counterfeit_card",
  "made_with_lost_card",
  "made_with_stolen_card",
  "misc",
  "unauthorized_use_of_card",
] as const;

export type FraudType = (typeof FRAUD_TYPES)[number];

/** What every report of a desk says. */
interface Report {
  /** The processor's name for what is reported, by which it is known again. */
  readonly reference: string;
  /** What was sent along with the attempt that it is about: it names the attempt to us. */
  readonly notice_reference: string;
  /** The place of this report among all of the processor's: opaque to us. */
  readonly position: string;
}

/** How a dispute stands at the processor. */
export interface DisputeReport extends Report {
  readonly kind: "dispute";
  readonly status: DisputeStatus;
  /** What is disputed, in the payment's currency. */
  readonly amount: number;
  readonly reason: DisputeReason;
  readonly evidence_due_by: Date;
}

/** A card's bank takes a payment for fraud. No money moves, and a dispute may follow or not. */
export interface FraudWarningReport extends Report {
  readonly kind: "fraud_warning";
  readonly fraud_type: FraudType;
}

export type DeskReport = DisputeReport | FraudWarningReport;

export interface DisputeAnswer {
  /** The processor's own name for the dispute. */
  readonly reference: string;
  /** Texts by the names that the APIs give them. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** Where a processor tells of disputes and of fraud, and takes the merchant's answers. Any of it may fail, and is then tried again. */
export interface DisputeDesk {
  /** What has changed after a position, in order, and no more than can be dealt with at once; null is the beginning. */
  changesSince(position: string | null): Promise<readonly DeskReport[]>;
  /** Sends the merchant's evidence. Sent twice, it counts once. */
  submitEvidence(answer: DisputeAnswer): Promise<void>;
  /** Gives the money up. Said twice, it counts once. */
  accept(reference: string): Promise<void>;
}
