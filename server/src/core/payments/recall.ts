import type { Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findEvent } from "../events/store.ts";
import { recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange, RenderedAnswer } from "../idempotency/exchange.ts";
import type { StoredKey } from "../idempotency/store.ts";
import { findAttempt } from "./attempts/store.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { reviveIntent } from "./payment-snapshot.ts";
import { findIntent } from "./store.ts";

/** What a payment request's idempotency key has been answered with before; undefined for a new key, or none. */
export async function recallPayment(
  core: Core,
  scope: Scope,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal | undefined> {
  return recallAnswer(core, scope, exchange.idempotency, async (stored) => {
    const { event_id, response_status } = stored;
    if (event_id === null || response_status === null) return settledAnswer(core, scope, stored, exchange);
    return { ...(await tellOutcome(core, scope, event_id, exchange)), replayed: true };
  });
}

/** The words of an answer that are not kept: those of the payment as its event tells it. */
export async function tellOutcome(
  core: Core,
  scope: Scope,
  event_id: string,
  { render }: Exchange<PaymentIntent>,
): Promise<RenderedAnswer> {
  const event = await findEvent(core.db, scope, event_id);
  if (event === undefined) throw new Error(`Event ${event_id} has vanished, and the answer that it tells.`);
  return render(reviveIntent(event.snapshot));
}

/**
 * The answer to a key whose request was cut off by a crash, once its attempt has been resolved: the payment as that
 * left it. Undefined while nobody knows.
 */
async function settledAnswer(
  core: Core,
  scope: Scope,
  stored: StoredKey,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | undefined> {
  if (stored.payment_attempt_id === null || stored.payment_intent_id === null) return undefined;
  const attempt = await findAttempt(core.db, scope, stored.payment_attempt_id);
  if (attempt === undefined || attempt.status === "pending") return undefined;
  const intent = await findIntent(core.db, scope, stored.payment_intent_id);
  return intent && { ...exchange.render(intent), replayed: true };
}
