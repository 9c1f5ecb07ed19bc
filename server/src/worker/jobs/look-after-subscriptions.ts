import { lookAfterSubscription } from "../../core/billing/look-after.ts";
import { claimSubscriptionsToLookAt } from "../../core/billing/store.ts";
import type { Core } from "../../core/core.ts";
import type { Job } from "../runner.ts";

const SUBSCRIPTIONS_AT_ONCE = 32;

/** Begins or gives up the subscriptions that a crash, or a buyer who went away, has left incomplete. */
export function lookAfterSubscriptionsJob(core: Core): Job {
  return {
    name: "look-after-subscriptions",
    every_ms: 1_000,
    again_from: SUBSCRIPTIONS_AT_ONCE,
    async run() {
      const due = await claimSubscriptionsToLookAt(core.db, core.clock.now(), SUBSCRIPTIONS_AT_ONCE);
      await Promise.all(
        due.map(({ id, ...scope }) =>
          lookAfterSubscription(core, scope, id).catch((error) =>
            core.log.error(
              { err: error, subscription_id: id },
              "a subscription could not be looked after yet",
            ),
          ),
        ),
      );
      return due.length;
    },
  };
}
