import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { newSetupIntent } from "./create.ts";
import { dropCard } from "./drop-card.ts";
import { setupEvent } from "./events.ts";
import { isBeingVerified, type SetupIntent } from "./setup-intent.ts";
import { insertSetupIntentUnlessMade, lockSetupIntent, updateSetupIntent } from "./store.ts";

interface SessionSetup extends Pick<SetupIntent, "id" | "customer_id"> {
  readonly checkout_session_id: string;
}

/**
 * Makes sure, within the caller's transaction, that a setup intent whose id was set aside is never completed. When it
 * has not been made yet it is made, canceled: a buyer who types a card at this very moment then finds the id taken.
 */
export async function closeSetupIntent(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id, customer_id, checkout_session_id }: SessionSetup,
): Promise<SetupIntent | "completed" | "being_verified"> {
  const intent = await lockSetupIntent(transaction, scope, id);
  if (intent?.status === "canceled") return intent;
  if (intent?.status === "succeeded") return "completed";
  if (intent === undefined) {
    const tombstone = canceled(
      core,
      newSetupIntent(core, { id, customer_id, metadata: {}, attaches_card: true, checkout_session_id }),
    );
    const made = await insertSetupIntentUnlessMade(transaction, scope, tombstone);
    return made ? tombstone : "being_verified";
  }
  if (isBeingVerified(intent, core.clock.now())) return "being_verified";
  await dropCard(core, scope, transaction, intent);
  const closed = canceled(core, { ...intent, version: intent.version + 1 });
  await updateSetupIntent(transaction, scope, closed);
  await insertEvent(transaction, scope, setupEvent(core, "setup_intent.canceled", closed));
  return closed;
}

function canceled(core: Core, intent: SetupIntent): SetupIntent {
  return {
    ...intent,
    status: "canceled",
    payment_method_id: null,
    next_action: null,
    verifying_until: null,
    canceled_at: core.clock.now(),
  };
}
