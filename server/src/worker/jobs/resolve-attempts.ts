import type { Core } from "../../core/core.ts";
import { resolveAttempt } from "../../core/payments/resolve-attempt.ts";
import { claimAttemptsToResolve } from "../../core/payments/store.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Job } from "../runner.ts";

const ATTEMPTS_AT_ONCE = 32;
const NEXT_LOOK_MS = 10_000;

/** Asks the processors what became of attempts that a crash or a timeout has left pending. */
export function resolveAttemptsJob(core: Core): Job {
  return {
    name: "resolve-attempts",
    every_ms: 1_000,
    again_from: ATTEMPTS_AT_ONCE,
    async run() {
      const now = core.clock.now();
      const next_look_at = addMilliseconds(now, NEXT_LOOK_MS);
      const attempts = await claimAttemptsToResolve(core.db, now, next_look_at, ATTEMPTS_AT_ONCE);
      await Promise.all(
        attempts.map(({ merchant_id, livemode, ...attempt }) =>
          resolveAttempt(core, { merchant_id, livemode }, attempt).catch((error) =>
            core.log.error({ err: error, attempt_id: attempt.id }, "an attempt could not be resolved yet"),
          ),
        ),
      );
      return attempts.length;
    },
  };
}
