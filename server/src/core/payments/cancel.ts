import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { concludeAttempt } from "./attempts/resolve.ts";
import { paymentEvent } from "./events.ts";
import { recallVoid, voidPayment } from "./modifications/void.ts";
import { type CancellationReason, mayBecome, type PaymentIntent } from "./payment-intent.ts";
import { findIntent, lockIntent, updateIntent } from "./store.ts";

/**
 * Ends an intent for good. What is waiting for the buyer to authenticate is given up first, and what was authorised is
 * released.
 */
export async function cancelPayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  reason: CancellationReason | null,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  const found = await findIntent(core.db, scope, intent_id);
  if (found?.status === "requires_capture") return voidPayment(core, scope, intent_id, reason, exchange);
  if (found?.capture_method === "manual") {
    const recalled = await recallVoid(core, scope, exchange);
    if (recalled) return recalled;
  }
  if (found?.status === "requires_action") {
    const recalled = await recallAnswer(core, scope, exchange.idempotency);
    if (recalled) return recalled;
    // Outside the transaction: the processor has to be asked.
    await concludeAttempt(core, scope, found);
  }

  let is_authorized = false;
  const answered = await answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockIntent(transaction, scope, intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such payment intent.", "id");
    // Authorised since we looked: that is not ended without the processor.
    is_authorized = intent.status === "requires_capture";
    if (is_authorized || !mayBecome(intent.status, "canceled")) {
      return refuse(
        "state_conflict",
        "This payment cannot be canceled because its status is {status}.",
        undefined,
        { status: intent.status },
      );
    }
    const canceled: PaymentIntent = {
      ...intent,
      version: intent.version + 1,
      status: "canceled",
      cancellation_reason: reason,
      canceled_at: core.clock.now(),
    };
    await updateIntent(transaction, scope, canceled);
    await insertEvent(transaction, scope, paymentEvent(core, "payment.canceled", canceled));
    return canceled;
  });
  return is_authorized ? voidPayment(core, scope, intent_id, reason, exchange) : answered;
}
