import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refuseElsewhere } from "./confirm.ts";
import { dropCard } from "./drop-card.ts";
import { setupEvent } from "./events.ts";
import { type SetupCancellationReason, type SetupIntent, setupMayBecome } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";

/** Ends a setup intent for good. A buyer who authenticates afterwards has verified a card that nobody keeps. */
export function cancelSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  reason: SetupCancellationReason | null,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such setup intent.", "id");
    const elsewhere = refuseElsewhere(intent, undefined);
    if (elsewhere !== undefined) return elsewhere;
    if (!setupMayBecome(intent.status, "canceled")) {
      return refuse(
        "setup_intent_conflict",
        "This setup intent cannot be canceled because its status is {status}.",
        undefined,
        { status: intent.status },
      );
    }
    await dropCard(core, scope, transaction, intent);
    const canceled: SetupIntent = {
      ...intent,
      version: intent.version + 1,
      status: "canceled",
      payment_method_id: intent.card_was_typed ? null : intent.payment_method_id,
      next_action: null,
      verifying_until: null,
      cancellation_reason: reason,
      canceled_at: core.clock.now(),
    };
    await updateSetupIntent(transaction, scope, canceled);
    await insertEvent(transaction, scope, setupEvent(core, "setup_intent.canceled", canceled));
    return canceled;
  });
}
