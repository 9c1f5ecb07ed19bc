import type { Core } from "../../core/core.ts";
import { resolveRefund } from "../../core/refunds/resolve.ts";
import { claimRefundsToResolve } from "../../core/refunds/store.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Job } from "../runner.ts";

const REFUNDS_AT_ONCE = 32;
const NEXT_LOOK_MS = 10_000;

/** Asks the processors what became of refunds whose end is not known, whether they take their time or a crash came. */
export function resolveRefundsJob(core: Core): Job {
  return {
    name: "resolve-refunds",
    every_ms: 1_000,
    again_from: REFUNDS_AT_ONCE,
    async run() {
      const now = core.clock.now();
      const next_look_at = addMilliseconds(now, NEXT_LOOK_MS);
      const refunds = await claimRefundsToResolve(core.db, now, next_look_at, REFUNDS_AT_ONCE);
      await Promise.all(
        refunds.map(({ merchant_id, livemode, ...refund }) =>
          resolveRefund(core, { merchant_id, livemode }, refund).catch((error) =>
            core.log.error({ err: error, refund_id: refund.id }, "a refund could not be resolved yet"),
          ),
        ),
      );
      return refunds.length;
    },
  };
}
