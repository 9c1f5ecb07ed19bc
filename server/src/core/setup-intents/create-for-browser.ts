import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { getPublishableKey } from "../merchants/publishable-key.ts";
import { type NewSetupIntent, newSetupIntent } from "./create.ts";
import { setupEvent } from "./events.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { insertSetupIntentUnlessMade } from "./store.ts";

/** A setup intent, and the key that a browser needs with it. */
export interface CreatedSetupIntent {
  readonly setup_intent: SetupIntent;
  readonly publishable_key: string;
}

/** A setup intent whose card the buyer types on our page, and the merchant attaches afterwards. */
export function createSetupForBrowser(
  core: Core,
  scope: Scope,
  given: NewSetupIntent,
  exchange: Exchange<CreatedSetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    if (given.customer_id !== null && !(await findCustomer(transaction, scope, given.customer_id))) {
      return refuse("resource_missing", "No such customer.", "id");
    }
    const setup_intent = newSetupIntent(core, { ...given, id: core.new_id(), attaches_card: false });
    await insertSetupIntentUnlessMade(transaction, scope, setup_intent);
    await insertEvent(transaction, scope, setupEvent(core, "setup_intent.created", setup_intent));
    return { setup_intent, publishable_key: await getPublishableKey(core, scope, transaction) };
  });
}
