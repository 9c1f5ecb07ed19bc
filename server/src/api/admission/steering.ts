import type { HttpLimits } from "./http-limits.ts";

/** Longer than this nobody shall wait at one of our own queues. */
const LONGEST_WAIT_MS = 100;
const CALM_WAIT_MS = LONGEST_WAIT_MS / 2;
/** A halt that is shorter, for a flush to disk or the collection of garbage, is no reason to refuse anybody. */
const PATIENCE_LOOKS = 4;
const SHRINK = 0.9;
const GROW = 1.05;

export interface Congestion {
  readonly limit: number;
  readonly under_way: number;
  /** How long a request waits now for this process's turn and for the database. */
  readonly wait_ms: number;
}

/**
 * Answers, look by look, how many requests may be worked on at once from then on. When they have waited too long for a
 * while, the number shrinks fast, from what is really under way; when they hardly wait it grows slowly. What requests
 * spend waiting for a processor elsewhere is no reason: then many may be under way.
 */
export function createSteering({
  fewest_at_once,
  most_at_once,
}: Pick<HttpLimits, "fewest_at_once" | "most_at_once">) {
  let looks_since_calm = 0;

  return function nextLimit({ limit, under_way, wait_ms }: Congestion): number {
    if (wait_ms <= CALM_WAIT_MS) {
      looks_since_calm = 0;
      return Math.min(most_at_once, Math.ceil(limit * GROW));
    }
    looks_since_calm += 1;
    if (wait_ms <= LONGEST_WAIT_MS || looks_since_calm < PATIENCE_LOOKS) return limit;
    // So few are not what the others wait for.
    if (under_way <= fewest_at_once) return limit;
    return Math.max(fewest_at_once, Math.floor(Math.min(limit, under_way) * SHRINK));
  };
}
