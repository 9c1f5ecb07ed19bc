import type { Core } from "../../core/core.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import type { Deliverer } from "../../core/webhooks/queue/deliver.ts";
import { DISPATCHED_IN_PART, dispatchEvents } from "../../core/webhooks/queue/dispatch.ts";
import type { GivingWay } from "../../core/webhooks/queue/giving-way.ts";
import type { Job } from "../runner.ts";
import { DELIVER_WEBHOOKS } from "./deliver-webhooks.ts";

export const DISPATCH_EVENTS = "dispatch-events";

/** Turns what has happened into deliveries, and has them begun; what cannot begin yet, it tells the job that delivers. */
export function dispatchEventsJob(
  core: Core,
  dialects: readonly WebhookDialect[],
  deliverer: Deliverer,
  givesWay: GivingWay,
): Job {
  return {
    name: DISPATCH_EVENTS,
    every_ms: 100,
    again_from: DISPATCHED_IN_PART,
    async run(waker) {
      if ((await givesWay()) || !deliverer.isReady()) return 0;
      const callForDelivery = () => waker.wake(DELIVER_WEBHOOKS);
      const dispatched = await dispatchEvents(core, dialects, deliverer.courier(callForDelivery));
      if (dispatched > 0) callForDelivery();
      return dispatched;
    },
    // The last run may have handed over something after the other job had drained.
    drain: () => deliverer.drain(),
  };
}
