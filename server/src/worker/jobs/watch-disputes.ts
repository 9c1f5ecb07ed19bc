import type { Core } from "../../core/core.ts";
import { watchDisputes } from "../../core/disputes/watch.ts";
import { sumRefundedTax } from "../../core/refunds/store.ts";
import type { Job } from "../runner.ts";

/** Asks the processors what buyers dispute, and what the banks have decided. */
export function watchDisputesJob(core: Core): Job {
  return {
    name: "watch-disputes",
    every_ms: 2_000,
    again_from: 1,
    async run() {
      const found = await Promise.all(
        core.connectors.disputing().map((connector) => watchDisputes(core, connector, sumRefundedTax)),
      );
      return found.reduce((sum, count) => sum + count, 0);
    },
  };
}
