import type { Refund } from "../../core/refunds/refund.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";

/** Why a refund failed, in the words of this API. */
const FAILURE_REASONS = {
  declined: "declined",
  expired_or_canceled_card: "expired_or_canceled_card",
  processing_error: "unknown",
} as const satisfies Record<NonNullable<Refund["failure_reason"]>, string>;

export const REFUND_FAILURE_REASONS = Object.values(FAILURE_REASONS);

export function presentRefund(refund: Refund) {
  return {
    id: formatId("refund", refund.id),
    object: "refund",
    amount: refund.amount,
    balance_transaction: null,
    charge: formatId("charge", refund.payment_attempt_id),
    created: unixSeconds(refund.created_at),
    currency: refund.currency.toLowerCase(),
    failure_reason: refund.failure_reason && FAILURE_REASONS[refund.failure_reason],
    metadata: refund.metadata,
    payment_intent: formatId("payment_intent", refund.payment_intent_id),
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
