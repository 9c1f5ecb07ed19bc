import { addMilliseconds } from "../../../kit/clock.ts";
import type { Random } from "../../../kit/random.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait before each attempt, counted from the end of the one before: about three days in all. */
const WAITS_MS = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

const JITTER = 0.1;
const LONGEST_POSTPONEMENT_MS = 24 * HOUR_MS;

/**
 * When to try again after so many attempts; undefined when that was the last one. A receiver that asks for more time
 * gets it, within limits. The jitter keeps what failed together from coming back together.
 */
export function nextAttemptAt(
  attempts: number,
  now: Date,
  random: Random,
  retry_after_ms: number,
): Date | undefined {
  const wait_ms = WAITS_MS[attempts];
  if (wait_ms === undefined) return undefined;
  const jittered_ms = Math.round(wait_ms * (1 + JITTER * (2 * random.fraction() - 1)));
  return addMilliseconds(now, Math.max(jittered_ms, Math.min(retry_after_ms, LONGEST_POSTPONEMENT_MS)));
}

/** The wait that a Retry-After header asks for, as seconds or as an HTTP date; 0 when it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * SECOND_MS;
  if (!/ GMT$/.test(text)) return 0;
  // A date that cannot be read is NaN.
  return Math.max(Date.parse(text) - now.getTime() || 0, 0);
}
