import type { Core } from "../../core/core.ts";
import { createDeliverer, type DeliveryTools } from "../../core/webhooks/queue/deliver.ts";
import type { Job } from "../runner.ts";

export const DELIVER_WEBHOOKS = "deliver-webhooks";

/** Sends webhooks that are due. A run does not wait for the answers; each answer calls for the next run. */
export function deliverWebhooksJob(core: Core, tools: DeliveryTools): Job {
  const deliverer = createDeliverer(core, tools);
  return {
    name: DELIVER_WEBHOOKS,
    every_ms: 200,
    run: (waker) => deliverer.run(() => waker.wake(DELIVER_WEBHOOKS)),
    drain: () => deliverer.drain(),
  };
}
