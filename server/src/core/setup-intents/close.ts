import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { newSetupIntent } from "./create.ts";
import { dropCard } from "./drop-card.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { insertSetupIntentUnlessMade, lockSetupIntent, updateSetupIntent } from "./store.ts";

/**
 * Makes sure, within the caller's transaction, that a setup intent whose id was set aside is never completed. When it
 * has not been made yet it is made, canceled: a buyer who types a card at this very moment then finds the id taken.
 */
export async function closeSetupIntent(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id, customer_id }: Pick<SetupIntent, "id" | "customer_id">,
): Promise<SetupIntent | "completed" | "being_verified"> {
  const intent = await lockSetupIntent(transaction, scope, id);
  if (intent?.status === "canceled") return intent;
  if (intent?.status === "succeeded") return "completed";
  if (intent === undefined) {
    const tombstone = canceled(
      core,
      newSetupIntent(core, { id, customer_id, metadata: {}, attaches_card: true }),
    );
    const made = await insertSetupIntentUnlessMade(transaction, scope, tombstone);
    return made ? tombstone : "being_verified";
  }
  if (intent.verifying_until !== null && intent.verifying_until > core.clock.now()) return "being_verified";
  await dropCard(core, scope, transaction, intent);
  const closed = canceled(core, { ...intent, version: intent.version + 1 });
  await updateSetupIntent(transaction, scope, closed);
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
