import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { findIntent } from "../store.ts";
import { callConnector } from "./call-connector.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { settle } from "./settle.ts";
import { findAttempt } from "./store.ts";

/** Asks the processor what became of an attempt that was left pending, and settles it. Nothing is ever sent again. */
export async function resolveAttempt(
  core: Core,
  scope: Scope,
  attempt: PaymentAttempt,
): Promise<PaymentIntent> {
  const connector = core.connectors.named(attempt.connector);
  const outcome = await callConnector(core, connector, "lookup", () =>
    connector.lookup({ attempt_id: attempt.id, reference: attempt.connector_reference }),
  );
  const intent = await findIntent(core.db, scope, attempt.payment_intent_id);
  if (intent === undefined) throw new Error(`Attempt ${attempt.id} has no payment intent.`);
  const settled = await settle(core, scope, { intent, attempt, outcome }, null);
  return settled.intent;
}

/** Resolves the attempt that an intent is waiting for, so that something else can be done with the intent. */
export async function concludeAttempt(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
): Promise<PaymentIntent> {
  if (intent.payment_attempt_id === null) return intent;
  const attempt = await findAttempt(core.db, scope, intent.payment_attempt_id);
  return attempt === undefined ? intent : resolveAttempt(core, scope, attempt);
}
