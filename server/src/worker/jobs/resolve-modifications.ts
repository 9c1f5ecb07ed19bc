import type { Core } from "../../core/core.ts";
import { resolveModification } from "../../core/payments/modifications/resolve.ts";
import { claimModificationsToResolve } from "../../core/payments/modifications/store.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Job } from "../runner.ts";

const MODIFICATIONS_AT_ONCE = 32;
const NEXT_LOOK_MS = 10_000;

/** Asks the processors what became of captures and voids that a crash or a timeout has left pending. */
export function resolveModificationsJob(core: Core): Job {
  return {
    name: "resolve-modifications",
    every_ms: 1_000,
    again_from: MODIFICATIONS_AT_ONCE,
    async run() {
      const now = core.clock.now();
      const next_look_at = addMilliseconds(now, NEXT_LOOK_MS);
      const due = await claimModificationsToResolve(core.db, now, next_look_at, MODIFICATIONS_AT_ONCE);
      await Promise.all(
        due.map(({ merchant_id, livemode, ...modification }) =>
          resolveModification(core, { merchant_id, livemode }, modification).catch((error) =>
            core.log.error(
              { err: error, modification_id: modification.id },
              "a capture or a void could not be resolved yet",
            ),
          ),
        ),
      );
      return due.length;
    },
  };
}
