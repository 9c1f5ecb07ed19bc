import type { DisputeReason, DisputeStatus } from "../../connectors/dispute-desk.ts";

/**
 * The one table of what may follow what. A bank that has decided for the buyer can still give the money back; nothing
 * else leads out of an end.
 */
export const DISPUTE_TRANSITIONS = {
  warning_needs_response: ["warning_under_review", "warning_closed", "needs_response"],
  warning_under_review: ["warning_closed", "needs_response"],
  warning_closed: [],
  needs_response: ["under_review", "won", "lost"],
  under_review: ["won", "lost"],
  lost: ["won"],
  won: [],
} as const satisfies Record<DisputeStatus, readonly DisputeStatus[]>;

export function mayBecome(from: DisputeStatus, to: DisputeStatus): boolean {
  return (DISPUTE_TRANSITIONS[from] as readonly DisputeStatus[]).includes(to);
}

/** While it is so, the buyer's bank has the money. */
export const WITHDRAWN_STATUSES = ["needs_response", "under_review", "lost"] as const;

export function isWithdrawn(status: DisputeStatus): boolean {
  return (WITHDRAWN_STATUSES as readonly DisputeStatus[]).includes(status);
}

export function isClosed(status: DisputeStatus): boolean {
  return status === "won" || status === "lost" || status === "warning_closed";
}

/** Whether a bank asks, and has not taken any money back. */
export function isInquiry(status: DisputeStatus): boolean {
  return status.startsWith("warning_");
}

export function awaitsResponse(status: DisputeStatus): boolean {
  return status === "needs_response" || status === "warning_needs_response";
}

/** What the merchant can bring forward: texts, by the names that merchants know from other processors. */
export const EVIDENCE_FIELDS = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_tracking_number",
  "uncategorized_text",
] as const;

export type Evidence = Readonly<Partial<Record<(typeof EVIDENCE_FIELDS)[number], string>>>;

/** A buyer's bank takes a payment back, or asks about it. */
export interface Dispute {
  readonly id: string;
  /** Grows by one with every event of it, and orders them. */
  readonly version: number;
  readonly payment_intent_id: string;
  /** The attempt whose money is disputed. */
  readonly payment_attempt_id: string;
  readonly connector: string;
  readonly connector_reference: string;
  readonly status: DisputeStatus;
  readonly amount: number;
  /** The part of `amount` that is tax which we had collected as Merchant of Record; 0 before money has moved. */
  readonly tax_amount: number;
  readonly currency: string;
  readonly reason: DisputeReason;
  readonly evidence: Evidence;
  readonly evidence_due_by: Date;
  readonly submission_count: number;
  /** Whether what was submitted last was submitted too late. */
  readonly past_due: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  /** What the processor still has to be told; null when it knows. */
  readonly response: "evidence" | "acceptance" | null;
  readonly send_at: Date | null;
  /** The ledger entry that gave the money back. The one that took it has the dispute's own id. */
  readonly reinstatement_id: string | null;
  readonly created_at: Date;
}
