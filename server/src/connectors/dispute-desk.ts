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

/** How a dispute stands at the processor. */
export interface DisputeReport {
  /** The processor's name for the dispute, by which it is known again. */
  readonly reference: string;
  /** What was sent along with the disputed attempt: it names the attempt to us. */
  readonly notice_reference: string;
  readonly status: DisputeStatus;
  /** What is disputed, in the payment's currency. */
  readonly amount: number;
  readonly reason: DisputeReason;
  readonly evidence_due_by: Date;
  /** The place of this report among all of the processor's: opaque to us. */
  readonly position: string;
}

export interface DisputeAnswer {
  /** The processor's own name for the dispute. */
  readonly reference: string;
  /** Texts by the names that the APIs give them. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** Where a processor tells of disputes and takes the merchant's answers. Any of it may fail, and is then tried again. */
export interface DisputeDesk {
  /** What has changed after a position, in order, and no more than can be dealt with at once; null is the beginning. */
  changesSince(position: string | null): Promise<readonly DisputeReport[]>;
  /** Sends the merchant's evidence. Sent twice, it counts once. */
  submitEvidence(answer: DisputeAnswer): Promise<void>;
  /** Gives the money up. Said twice, it counts once. */
  accept(reference: string): Promise<void>;
}
