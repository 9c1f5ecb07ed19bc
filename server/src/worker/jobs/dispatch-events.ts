import type { Core } from "../../core/core.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import { DISPATCH_ROWS, dispatchEvents } from "../../core/webhooks/queue/dispatch.ts";
import type { Job } from "../runner.ts";
import { DELIVER_WEBHOOKS } from "./deliver-webhooks.ts";

const DISPATCH_EVENTS = "dispatch-events";

/** Turns what has happened into deliveries, and says so to the job that makes them. */
export function dispatchEventsJob(core: Core, dialects: readonly WebhookDialect[]): Job {
  return {
    name: DISPATCH_EVENTS,
    every_ms: 100,
    again_from: DISPATCH_ROWS,
    async run(waker) {
      const dispatched = await dispatchEvents(core, dialects);
      if (dispatched > 0) waker.wake(DELIVER_WEBHOOKS);
      return dispatched;
    },
  };
}
