import type { Metadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { getPublishableKey } from "../merchants/publishable-key.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { insertSetupIntentUnlessMade } from "./store.ts";

export interface NewSetupIntent {
  /** Whose card it will be; null when that is not known yet. */
  readonly customer_id: string | null;
  readonly metadata: Metadata;
}

/** A setup intent, and the key that a browser needs with it. */
export interface CreatedSetupIntent {
  readonly setup_intent: SetupIntent;
  readonly publishable_key: string;
}

export function createSetupIntent(
  core: Core,
  scope: Scope,
  { customer_id, metadata }: NewSetupIntent,
  exchange: Exchange<CreatedSetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    if (customer_id !== null && !(await findCustomer(transaction, scope, customer_id))) {
      return refuse("resource_missing", "No such customer.", "id");
    }
    const setup_intent = newSetupIntent(core, {
      customer_id,
      metadata,
      id: core.new_id(),
      attaches_card: false,
    });
    await insertSetupIntentUnlessMade(transaction, scope, setup_intent);
    return { setup_intent, publishable_key: await getPublishableKey(core, scope, transaction) };
  });
}

/** A setup intent as it begins. */
export function newSetupIntent(
  core: Core,
  given: NewSetupIntent & Pick<SetupIntent, "id" | "attaches_card">,
): SetupIntent {
  return {
    ...given,
    version: 1,
    status: "requires_payment_method",
    payment_method_id: null,
    verification_id: null,
    connector: null,
    connector_reference: null,
    verifying_until: null,
    last_setup_error: null,
    next_action: null,
    canceled_at: null,
    attached_at: null,
    created_at: core.clock.now(),
  };
}
