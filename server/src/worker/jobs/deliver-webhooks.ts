import type { Deliverer } from "../../core/webhooks/queue/deliver.ts";
import type { Job } from "../runner.ts";
import { DELIVER_WEBHOOKS, DISPATCH_EVENTS } from "./job-names.ts";

/** Sends webhooks that are due. A run does not wait for the answers; each answer calls for the next run. */
export function deliverWebhooksJob(deliverer: Deliverer): Job {
  return {
    name: DELIVER_WEBHOOKS,
    every_ms: 200,
    async run(waker) {
      const begun = await deliverer.run(() => waker.wake(DELIVER_WEBHOOKS));
      if (deliverer.hasBecomeReady()) waker.wake(DISPATCH_EVENTS);
      return begun;
    },
    drain: () => deliverer.drain(),
  };
}
