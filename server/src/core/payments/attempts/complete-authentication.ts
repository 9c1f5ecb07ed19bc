import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { findIntent } from "../store.ts";
import { callConnector, lookUpTime } from "./call-connector.ts";
import { settle } from "./settle.ts";
import { findAttempt, reopenAttempt } from "./store.ts";

/**
 * Goes on with an attempt after the buyer was asked to authenticate. Whoever brings the news (the buyer's browser, the
 * processor) only says that it is time to ask; what happened is the processor's word. Asking twice is harmless.
 */
export async function completeAuthentication(
  core: Core,
  scope: Scope,
  attempt_id: string,
): Promise<PaymentIntent | undefined> {
  const attempt = await findAttempt(core.db, scope, attempt_id);
  const intent = attempt && (await findIntent(core.db, scope, attempt.payment_intent_id));
  if (attempt === undefined || intent === undefined) return undefined;
  if (intent.status !== "requires_action" || intent.payment_attempt_id !== attempt.id) return intent;

  const connector = core.connectors.named(attempt.connector);
  const processing: PaymentIntent = {
    ...intent,
    version: intent.version + 1,
    status: "processing",
    next_action: null,
  };
  const resolve_at = lookUpTime(connector, core.clock.now());
  if (!(await reopenAttempt(core.db, scope, processing, attempt.id, resolve_at))) {
    return findIntent(core.db, scope, intent.id);
  }
  const outcome = await callConnector(core, connector, "complete", () =>
    connector.complete({ attempt_id: attempt.id, reference: attempt.connector_reference }),
  );
  const settled = await settle(core, scope, { intent: processing, attempt, outcome }, null);
  return settled.intent;
}
