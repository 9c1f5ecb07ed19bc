import type { FraudWarningReport } from "../../../connectors/dispute-desk.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { insertEvent } from "../../events/store.ts";
import type { PaymentAttempt } from "../../payments/attempts/payment-attempt.ts";
import { fraudWarningEvent } from "./events.ts";
import { findFraudWarning, insertFraudWarning } from "./store.ts";

/** Takes in what a processor warns of. Warning and event are one write; told twice, it happens once. */
export async function receiveFraudWarning(
  core: Core,
  scope: Scope,
  attempt: PaymentAttempt,
  { reference, fraud_type }: FraudWarningReport,
): Promise<void> {
  await core.db.transaction(async (transaction) => {
    const received = {
      id: core.new_id(),
      payment_intent_id: attempt.payment_intent_id,
      payment_attempt_id: attempt.id,
      connector: attempt.connector,
      connector_reference: reference,
      fraud_type,
      created_at: core.clock.now(),
    };
    if (!(await insertFraudWarning(transaction, scope, received))) return;
    // Read again: what was refunded or disputed meanwhile leaves nothing to be done.
    const warning = await findFraudWarning(transaction, scope, received.id);
    if (warning === undefined) throw new Error(`Fraud warning ${received.id} has lost its payment.`);
    await insertEvent(transaction, scope, fraudWarningEvent(core, warning));
  });
}
