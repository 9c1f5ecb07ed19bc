import type { Core } from "../../core/core.ts";
import { continueReplays } from "../../core/webhooks/replays/continue-replays.ts";
import type { Job } from "../runner.ts";
import { DELIVER_WEBHOOKS } from "./job-names.ts";

/** Makes the next piece of each replay into deliveries, as fast as the endpoint takes them. */
export function replayEventsJob(core: Core): Job {
  return {
    name: "replay-events",
    every_ms: 250,
    async run(waker) {
      const queued = await continueReplays(core);
      if (queued > 0) waker.wake(DELIVER_WEBHOOKS);
      return queued;
    },
  };
}
