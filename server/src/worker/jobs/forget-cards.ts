import type { Core } from "../../core/core.ts";
import type { Job } from "../runner.ts";

/** Deletes the numbers of cards and bank accounts that were detached, or were never saved in the end. */
export function forgetCardsJob(core: Core): Job {
  return {
    name: "forget-cards",
    every_ms: 60 * 1000,
    run: () => core.vault.forgetReleasedEntries(),
  };
}
