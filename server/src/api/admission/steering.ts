import type { HttpLimits } from "./http-limits.ts";

/** Longer than this nobody shall wait at one of our own queues. */
const LONGEST_WAIT_MS = 100;
const CALM_WAIT_MS = LONGEST_WAIT_MS / 2;
/** A halt that is shorter, for a flush to disk or the collection of garbage, is no reason to refuse anybody. */
const PATIENCE_LOOKS = 4;
/** For each look, the more the longer they wait. */
const LEAST_SHRINK = 0.9;
const MOST_SHRINK = 0.7;
const GROW = 1.05;
/** Beyond the usual number, because those under way do not wait here. */
const STRETCH = 1.25;
const STRETCH_AFTER_LOOKS = 2;

export interface Congestion {
  readonly limit: number;
  readonly under_way: number;
  /** How long a request waits now for this process's turn and for the database. */
  readonly wait_ms: number;
}

/**
 * Answers, look by look, how many requests may be worked on at once from then on. When they have waited too long for a
 * while, the number shrinks fast, from what is really under way; when they hardly wait it grows slowly. What requests
 * spend waiting for a processor elsewhere is no reason: then many may be under way. But more than the usual number only
 * as they come and while it is seen that they do not wait here, so a flood finds no more than that to fill.
 */
export function createSteering(
  limits: Pick<HttpLimits, "fewest_at_once" | "usual_at_once" | "most_at_once">,
): (now: Congestion) => number {
  const { fewest_at_once, most_at_once } = limits;
  const usual_at_once = Math.min(limits.usual_at_once, most_at_once);
  let calm_looks = 0;
  let looks_since_calm = 0;

  function nextWhenCalm({ limit, under_way }: Congestion): number {
    if (limit < usual_at_once) return Math.min(usual_at_once, Math.ceil(limit * GROW));
    if (under_way < limit / 2) return Math.max(usual_at_once, Math.floor(limit / GROW));
    const is_stretched = under_way > (limit * 3) / 4 && calm_looks > STRETCH_AFTER_LOOKS;
    return is_stretched ? Math.min(most_at_once, Math.ceil(limit * STRETCH)) : limit;
  }

  return function nextLimit(now: Congestion): number {
    const { limit, under_way, wait_ms } = now;
    if (wait_ms <= CALM_WAIT_MS) {
      looks_since_calm = 0;
      calm_looks += 1;
      return nextWhenCalm(now);
    }
    calm_looks = 0;
    looks_since_calm += 1;
    if (wait_ms <= LONGEST_WAIT_MS || looks_since_calm < PATIENCE_LOOKS) return limit;
    // So few are not what the others wait for.
    if (under_way <= fewest_at_once) return limit;
    const shrink = Math.min(LEAST_SHRINK, Math.max(MOST_SHRINK, LONGEST_WAIT_MS / wait_ms));
    return Math.max(fewest_at_once, Math.floor(Math.min(limit, under_way) * shrink));
  };
}
