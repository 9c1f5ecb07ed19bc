import type { FraudWarning } from "../../../core/disputes/fraud-warnings/fraud-warning.ts";
import { unixSeconds } from "../../../kit/clock.ts";
import { formatId } from "../../../kit/ids.ts";
import type { Scope } from "../../../kit/scope.ts";

export function presentFraudWarning(scope: Scope, warning: FraudWarning) {
  return {
    id: formatId("fraud_warning", warning.id),
    object: "radar.early_fraud_warning",
    actionable: warning.actionable,
    charge: formatId("charge", warning.payment_attempt_id),
    created: unixSeconds(warning.created_at),
    fraud_type: warning.fraud_type,
    livemode: scope.livemode,
    payment_intent: formatId("payment_intent", warning.payment_intent_id),
  };
}
