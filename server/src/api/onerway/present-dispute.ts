import { type Dispute, EVIDENCE_FIELDS, isClosed, isInquiry } from "../../core/disputes/dispute.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";

/** Evidence that would be files, which this API does not take. */
export const EVIDENCE_FILE_FIELDS = [
  "cancellation_policy",
  "customer_communication",
  "customer_signature",
  "duplicate_charge_documentation",
  "receipt",
  "refund_policy",
  "service_documentation",
  "shipping_documentation",
  "uncategorized_file",
] as const;

/** Every name that evidence can have, in the order of the alphabet. */
const EVIDENCE_NAMES = [...EVIDENCE_FIELDS, ...EVIDENCE_FILE_FIELDS].sort();

export function presentDispute(scope: Scope, dispute: Dispute) {
  const evidence: Readonly<Record<string, string>> = dispute.evidence;
  return {
    id: formatId("dispute", dispute.id),
    object: "dispute",
    amount: dispute.amount,
    balance_transactions: [],
    charge: formatId("charge", dispute.payment_attempt_id),
    created: unixSeconds(dispute.created_at),
    currency: dispute.currency.toLowerCase(),
    evidence: Object.fromEntries(EVIDENCE_NAMES.map((name) => [name, evidence[name] ?? null])),
    evidence_details: {
      due_by: unixSeconds(dispute.evidence_due_by),
      has_evidence: Object.keys(evidence).length > 0,
      past_due: dispute.past_due,
      submission_count: dispute.submission_count,
    },
    is_charge_refundable: isInquiry(dispute.status) && !isClosed(dispute.status),
    livemode: scope.livemode,
    metadata: dispute.metadata,
    payment_intent: formatId("payment_intent", dispute.payment_intent_id),
    reason: dispute.reason,
    status: dispute.status,
  };
}
