import { endAtPeriodEnd } from "../../core/billing/end.ts";
import { findSubscriptionsToEnd } from "../../core/billing/store.ts";
import type { Core } from "../../core/core.ts";
import type { Job } from "../runner.ts";

const SUBSCRIPTIONS_AT_ONCE = 100;

/** Ends the subscriptions that were canceled for the end of a period which is over. */
export function endSubscriptionsJob(core: Core): Job {
  return {
    name: "end-subscriptions",
    every_ms: 5_000,
    again_from: SUBSCRIPTIONS_AT_ONCE,
    async run() {
      const due = await findSubscriptionsToEnd(core.db, core.clock.now(), SUBSCRIPTIONS_AT_ONCE);
      for (const { id, ...scope } of due) await endAtPeriodEnd(core, scope, id);
      return due.length;
    },
  };
}
