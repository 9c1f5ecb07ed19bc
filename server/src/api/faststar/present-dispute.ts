import type { Dispute } from "../../core/disputes/dispute.ts";
import { formatId } from "../../kit/ids.ts";
import { instant } from "./present.ts";

/** A dispute as its events tell it. */
export function presentDisputeEvent(dispute: Dispute) {
  return {
    dispute_id: formatId("dispute", dispute.id),
    payment_id: formatId("payment_intent", dispute.payment_intent_id),
    amount: dispute.amount,
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    evidence_due_by: instant(dispute.evidence_due_by),
    metadata: dispute.metadata,
    sequence: dispute.version,
  };
}
