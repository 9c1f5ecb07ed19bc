import type { Queryable } from "../../db/types.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { endSubscription } from "./end.ts";
import { subscriptionEvent } from "./events.ts";
import { lockSubscription, writeSubscription } from "./store.ts";
import { type Subscription, subscriptionMayBecome } from "./subscription.ts";

export interface CancelSubscription {
  readonly subscription_id: string;
  /** Let what is paid for be used up; otherwise it ends at once. */
  readonly at_period_end: boolean;
}

/** Ends a subscription, now or with the period that is paid for. No money goes back: that is what refunds are for. */
export function cancelSubscription(
  core: Core,
  scope: Scope,
  { subscription_id, at_period_end }: CancelSubscription,
  exchange: Exchange<Subscription>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const subscription = await lockSubscription(transaction, scope, subscription_id);
    if (subscription === undefined) return refuse("resource_missing", "No such subscription.", "id");
    if (subscription.status === "incomplete") {
      return refuse(
        "state_conflict",
        "This subscription has not begun: nothing has been paid. Expire its checkout session instead.",
      );
    }
    if (!subscriptionMayBecome(subscription.status, "canceled")) {
      return refuse(
        "state_conflict",
        "This subscription cannot be canceled because its status is {status}.",
        undefined,
        { status: subscription.status },
      );
    }
    return at_period_end
      ? cancelLater(core, scope, transaction, subscription)
      : endSubscription(core, scope, transaction, subscription);
  });
}

async function cancelLater(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  subscription: Subscription,
): Promise<Subscription> {
  if (subscription.cancel_at_period_end) return subscription;
  const ending: Subscription = {
    ...subscription,
    version: subscription.version + 1,
    cancel_at_period_end: true,
    canceled_at: core.clock.now(),
    next_billing_at: null,
  };
  await writeSubscription(transaction, scope, ending);
  await insertEvent(transaction, scope, subscriptionEvent(core, "subscription.updated", ending));
  return ending;
}
