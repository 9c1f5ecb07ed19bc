import type { Core } from "../../core/core.ts";
import { forgetDeliveries } from "../../core/webhooks/log/forget-deliveries.ts";
import type { Job } from "../runner.ts";

/** Drops the log of webhooks that is older than a month, a portion at a time, until there is none. */
export function forgetDeliveriesJob(core: Core): Job {
  return {
    name: "forget-deliveries",
    every_ms: 60 * 60 * 1000,
    again_from: 1,
    run: () => forgetDeliveries(core),
  };
}
