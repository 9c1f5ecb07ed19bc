import type { Database } from "../../db/types.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Admission } from "./admission.ts";
import type { HttpLimits } from "./http-limits.ts";
import { createSteering } from "./steering.ts";
import { createWaitingTime } from "./waiting-time.ts";

const EVERY_MS = 50;
/** A clock that says more was moved, or the machine slept. */
const LATEST_MS = 5_000;

export interface Watch {
  /** How long a request waits at our own queues, as of the last look. */
  readonly wait_ms: number;
  stop(): void;
}

/** Looks at our own queues twenty times a second and steers how many requests may be worked on at once. */
export function watchCongestion(admission: Admission, limits: HttpLimits, db: Database, clock: Clock): Watch {
  const waitingTime = createWaitingTime();
  const nextLimit = createSteering(limits);
  let wait_ms = 0;
  let looked_ms = clock.monotonic_ms();
  const timer = setInterval(() => {
    const now_ms = clock.monotonic_ms();
    const elapsed_ms = Math.min(now_ms - looked_ms, LATEST_MS);
    looked_ms = now_ms;
    wait_ms = waitingTime(db.load(), elapsed_ms, Math.max(0, elapsed_ms - EVERY_MS));
    admission.steer((now) => nextLimit({ ...now, wait_ms }));
  }, EVERY_MS);
  timer.unref();
  return {
    get wait_ms() {
      return wait_ms;
    },
    stop: () => clearInterval(timer),
  };
}
