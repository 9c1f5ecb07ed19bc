import type { RefundFailureReason } from "../../connectors/connector.ts";

export const REFUND_STATUSES = ["pending", "requires_action", "succeeded", "failed", "canceled"] as const;

export type RefundStatus = (typeof REFUND_STATUSES)[number];

/**
 * The one table of what may follow what. A bank can send money back that it had taken, so `succeeded` can still become
 * `failed`.
 */
export const REFUND_TRANSITIONS = {
  pending: ["requires_action", "succeeded", "failed", "canceled"],
  requires_action: ["pending", "succeeded", "failed", "canceled"],
  succeeded: ["failed"],
  failed: [],
  canceled: [],
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>;

export function mayBecome(from: RefundStatus, to: RefundStatus): boolean {
  return (REFUND_TRANSITIONS[from] as readonly RefundStatus[]).includes(to);
}

export const REFUND_REASONS = ["duplicate", "fraudulent", "requested_by_customer"] as const;

export type RefundReason = (typeof REFUND_REASONS)[number];

/** Money of a payment that goes back to the buyer. It is on disk before the processor hears of it. */
export interface Refund {
  readonly id: string;
  /** Grows by one with every write; also orders the refund's events. */
  readonly version: number;
  readonly payment_intent_id: string;
  /** The attempt whose money goes back. */
  readonly payment_attempt_id: string;
  readonly connector: string;
  readonly status: RefundStatus;
  readonly amount: number;
  /** The part of `amount` that is tax which we had collected as Merchant of Record. */
  readonly tax_amount: number;
  readonly currency: string;
  readonly reason: RefundReason | null;
  readonly failure_reason: RefundFailureReason | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** The processor's name for it; null until the processor has answered. */
  readonly connector_reference: string | null;
  /** The ledger entry that took it back, when it failed after it had succeeded. */
  readonly reversal_id: string | null;
  /** When the processor is asked what became of it; null when that is known for good. */
  readonly resolve_at: Date | null;
  readonly created_at: Date;
}
