import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { insertEvent } from "../events/store.ts";
import { subscriptionEvent } from "./events.ts";
import { lockLiveSubscriptions, lockSubscription, writeSubscription } from "./store.ts";
import type { Subscription } from "./subscription.ts";

/** Ends a subscription that the caller has locked, and tells of it. */
export async function endSubscription(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  subscription: Subscription,
): Promise<Subscription> {
  const ended_at = core.clock.now();
  const ended: Subscription = {
    ...subscription,
    version: subscription.version + 1,
    status: "canceled",
    canceled_at: subscription.canceled_at ?? ended_at,
    ended_at,
    next_billing_at: null,
  };
  await writeSubscription(transaction, scope, ended);
  await insertEvent(transaction, scope, subscriptionEvent(core, "subscription.canceled", ended));
  return ended;
}

/** Ends a subscription that was canceled for the end of a period, once that has come. */
export async function endAtPeriodEnd(core: Core, scope: Scope, subscription_id: string): Promise<void> {
  await core.db.transaction(async (transaction) => {
    const subscription = await lockSubscription(transaction, scope, subscription_id);
    if (!subscription?.cancel_at_period_end || subscription.ended_at !== null) return;
    await endSubscription(core, scope, transaction, subscription);
  });
}

/** Ends everything that a customer pays for who is being deleted. */
export async function endAllSubscriptions(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id }: Customer,
): Promise<void> {
  for (const subscription of await lockLiveSubscriptions(transaction, scope, id)) {
    await endSubscription(core, scope, transaction, subscription);
  }
}
