import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { lockCustomer } from "../customers/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { attachToCustomer } from "../payment-methods/attach.ts";
import type { CardMethod, SavedCard } from "../payment-methods/payment-method.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";

export interface AttachCard {
  readonly customer_id: string;
  readonly setup_intent_id: string;
}

/** Makes the card of a completed setup intent its customer's, once. */
export function attachFromSetupIntent(
  core: Core,
  scope: Scope,
  { customer_id, setup_intent_id }: AttachCard,
  exchange: Exchange<SavedCard>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const customer = await lockCustomer(transaction, scope, customer_id);
    if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
    const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
    if (intent?.customer_id !== customer_id) {
      return refuse("resource_missing", "This customer has no such setup intent.", "setup_intent_id");
    }
    const method = await findVerifiedCard(scope, transaction, intent);
    if (isRefusal(method)) return method;
    const attached = { ...intent, version: intent.version + 1, attached_at: core.clock.now() };
    await updateSetupIntent(transaction, scope, attached);
    return attachToCustomer(core, scope, transaction, customer, method);
  });
}

/** The card of a setup intent that was verified and is still to be attached. */
async function findVerifiedCard(
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
): Promise<CardMethod | Refusal> {
  if (intent.status !== "succeeded" || intent.payment_method_id === null) {
    return refuse(
      "parameter_invalid",
      "This setup intent is not complete: its status is {status}. Attach its card once the buyer has saved it.",
      "setup_intent_id",
      { status: intent.status },
    );
  }
  if (intent.attached_at !== null) {
    return refuse(
      "setup_intent_conflict",
      "The card of this setup intent was attached before.",
      "setup_intent_id",
    );
  }
  const method = await lockPaymentMethod(transaction, scope, intent.payment_method_id);
  if (method?.type !== "card" || method.detached_at !== null) {
    return refuse(
      "setup_intent_conflict",
      "The card of this setup intent is not kept any more.",
      "setup_intent_id",
    );
  }
  return method;
}
