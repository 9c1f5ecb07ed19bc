import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { dropCard } from "./drop-card.ts";
import { type SetupIntent, setupMayBecome } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";

/** Ends a setup intent for good. A buyer who authenticates afterwards has verified a card that nobody keeps. */
export function cancelSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such setup intent.", "id");
    if (!setupMayBecome(intent.status, "canceled")) {
      return refuse(
        "state_conflict",
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
      payment_method_id: null,
      next_action: null,
      verifying_until: null,
      canceled_at: core.clock.now(),
    };
    await updateSetupIntent(transaction, scope, canceled);
    return canceled;
  });
}
