import type { Core } from "../../core/core.ts";
import { sealEntries } from "../../ledger/seals/seal-entries.ts";
import type { PaymentsQueue } from "../lookout.ts";
import type { Job } from "../runner.ts";

export interface SealingOptions {
  /** How long it waits at most while payments queue. */
  readonly longest_wait_ms: number;
  readonly paymentsQueue: PaymentsQueue;
}

/**
 * Puts what was booked under a seal, some seconds later: no payment waits for it. While payments queue, it waits for
 * them; once it has waited long enough, it goes on until it has caught up.
 */
export function sealLedgerJob(core: Core, { longest_wait_ms, paymentsQueue }: SealingOptions): Job {
  let caught_up_ms = core.clock.monotonic_ms();
  return {
    name: "seal-ledger",
    every_ms: 5_000,
    again_from: 1,
    async run() {
      const now_ms = core.clock.monotonic_ms();
      if (now_ms - caught_up_ms < longest_wait_ms && paymentsQueue()) return 0;
      const { entries, seals, has_more } = await sealEntries(core);
      if (entries > 0) core.log.debug({ entries, seals }, "ledger entries were sealed");
      if (!has_more) caught_up_ms = now_ms;
      return has_more ? 1 : 0;
    },
  };
}
