import type { Core } from "../../core/core.ts";
import { claimAttemptsToRelease } from "../../core/payments/attempts/store.ts";
import { voidExpiredPayment } from "../../core/payments/modifications/void.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Job } from "../runner.ts";

const ATTEMPTS_AT_ONCE = 32;
const NEXT_LOOK_MS = 60_000;

/** Cancels the payments that nobody has captured while their authorisation lasted. */
export function releaseAuthorizationsJob(core: Core): Job {
  return {
    name: "release-authorizations",
    every_ms: 5_000,
    again_from: ATTEMPTS_AT_ONCE,
    async run() {
      const now = core.clock.now();
      const next_look_at = addMilliseconds(now, NEXT_LOOK_MS);
      const attempts = await claimAttemptsToRelease(core.db, now, next_look_at, ATTEMPTS_AT_ONCE);
      await Promise.all(
        attempts.map(({ merchant_id, livemode, id, payment_intent_id }) =>
          voidExpiredPayment(core, { merchant_id, livemode }, payment_intent_id).catch((error) =>
            core.log.error({ err: error, attempt_id: id }, "an authorisation could not be released yet"),
          ),
        ),
      );
      return attempts.length;
    },
  };
}
