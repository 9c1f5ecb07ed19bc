import type { Core } from "../../core/core.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import type { Deliverer } from "../../core/webhooks/queue/deliver.ts";
import { DISPATCHED_IN_PART, dispatchEvents } from "../../core/webhooks/queue/dispatch.ts";
import type { GivingWay } from "../../core/webhooks/queue/giving-way.ts";
import type { Job } from "../runner.ts";
import { DELIVER_WEBHOOKS, DISPATCH_EVENTS } from "./job-names.ts";

/**
 * Turns what has happened into deliveries, and has them begun; what cannot begin yet, it tells the job that delivers.
 * While payments queue, it does less of it.
 */
export function dispatchEventsJob(
  core: Core,
  dialects: readonly WebhookDialect[],
  deliverer: Deliverer,
  giving_way: GivingWay,
): Job {
  return {
    name: DISPATCH_EVENTS,
    every_ms: 50,
    again_from: DISPATCHED_IN_PART,
    async run(waker) {
      const gives_way = await giving_way.isCalledFor();
      if (!deliverer.isReady()) return 0;
      const share = gives_way ? giving_way.share() : undefined;
      if (gives_way && share === undefined) return 0;
      const callForDelivery = () => waker.wake(DELIVER_WEBHOOKS);
      const dispatched = await dispatchEvents(core, dialects, deliverer.courier(callForDelivery), share);
      if (dispatched > 0) callForDelivery();
      return gives_way ? 0 : dispatched;
    },
    // The last run may have handed over something after the other job had drained.
    drain: () => deliverer.drain(),
  };
}
