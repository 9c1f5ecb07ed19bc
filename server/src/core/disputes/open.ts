import type { DisputeReport } from "../../connectors/dispute-desk.ts";
import type { Core } from "../core.ts";
import type { PaymentAttempt } from "../payments/attempts/payment-attempt.ts";
import type { Dispute } from "./dispute.ts";

/** A dispute before its first event. */
export function draftDispute(core: Core, attempt: PaymentAttempt, report: DisputeReport): Dispute {
  return {
    id: core.new_id(),
    version: 0,
    payment_intent_id: attempt.payment_intent_id,
    payment_attempt_id: attempt.id,
    connector: attempt.connector,
    connector_reference: report.reference,
    status: report.status,
    amount: report.amount,
    tax_amount: 0,
    currency: attempt.currency,
    reason: report.reason,
    evidence: {},
    evidence_due_by: report.evidence_due_by,
    submission_count: 0,
    past_due: false,
    metadata: {},
    response: null,
    send_at: null,
    reinstatement_id: null,
    created_at: core.clock.now(),
  };
}
