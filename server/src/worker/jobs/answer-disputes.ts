import type { Core } from "../../core/core.ts";
import { sendResponse } from "../../core/disputes/send-response.ts";
import { claimDisputesToSend } from "../../core/disputes/store.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Job } from "../runner.ts";

const DISPUTES_AT_ONCE = 32;
const NEXT_TRY_MS = 30_000;

/** Hands merchants' evidence to the processors, and tells them what was given up. */
export function answerDisputesJob(core: Core): Job {
  return {
    name: "answer-disputes",
    every_ms: 2_000,
    again_from: DISPUTES_AT_ONCE,
    async run() {
      const now = core.clock.now();
      const next_try_at = addMilliseconds(now, NEXT_TRY_MS);
      const disputes = await claimDisputesToSend(core.db, now, next_try_at, DISPUTES_AT_ONCE);
      await Promise.all(
        disputes.map(({ merchant_id, livemode, ...dispute }) =>
          sendResponse(core, { merchant_id, livemode }, dispute).catch((error) =>
            core.log.error({ err: error, dispute_id: dispute.id }, "a dispute could not be answered yet"),
          ),
        ),
      );
      return disputes.length;
    },
  };
}
