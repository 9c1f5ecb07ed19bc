import type { Core } from "../../core/core.ts";
import { sealEntries } from "../../ledger/seals/seal-entries.ts";
import type { Job } from "../runner.ts";

/** Puts what was booked under a seal, some seconds later: no payment waits for it. */
export function sealLedgerJob(core: Core): Job {
  return {
    name: "seal-ledger",
    every_ms: 5_000,
    again_from: 1,
    async run() {
      const { entries, seals, has_more } = await sealEntries(core);
      if (entries > 0) core.log.debug({ entries, seals }, "ledger entries were sealed");
      return has_more ? 1 : 0;
    },
  };
}
