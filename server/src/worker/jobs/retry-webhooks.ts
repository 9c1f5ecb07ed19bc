import type { Core } from "../../core/core.ts";
import type { DeliveryTools } from "../../core/webhooks/queue/attempts.ts";
import { createDeliverer } from "../../core/webhooks/queue/deliver.ts";
import { REQUESTED_RETRIES } from "../../core/webhooks/queue/delivery-queue.ts";
import type { Job } from "../runner.ts";

const RETRY_WEBHOOKS = "retry-webhooks";

/** Sends once more what merchants have asked for, beside what is due by itself. */
export function retryWebhooksJob(core: Core, tools: DeliveryTools): Job {
  const deliverer = createDeliverer(core, tools, REQUESTED_RETRIES);
  return {
    name: RETRY_WEBHOOKS,
    every_ms: 200,
    run: (waker) => deliverer.run(() => waker.wake(RETRY_WEBHOOKS)),
    drain: () => deliverer.drain(),
  };
}
