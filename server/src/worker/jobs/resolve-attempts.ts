import { activateSession } from "../../core/billing/complete-checkout.ts";
import type { Core } from "../../core/core.ts";
import type { PaymentAttempt } from "../../core/payments/attempts/payment-attempt.ts";
import { resolveAttempt } from "../../core/payments/attempts/resolve.ts";
import { claimAttemptsToResolve } from "../../core/payments/attempts/store.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Scope } from "../../kit/scope.ts";
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
          resolve(core, { merchant_id, livemode }, attempt).catch((error) =>
            core.log.error({ err: error, attempt_id: attempt.id }, "an attempt could not be resolved yet"),
          ),
        ),
      );
      return attempts.length;
    },
  };
}

async function resolve(core: Core, scope: Scope, attempt: PaymentAttempt): Promise<void> {
  const { status, checkout_session_id } = await resolveAttempt(core, scope, attempt);
  if (status === "succeeded") await activateSession(core, scope, checkout_session_id);
}
