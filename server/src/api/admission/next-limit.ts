import type { HttpLimits } from "./http-limits.ts";

/** Longer than this nobody shall wait at one of our own queues. */
const LONGEST_WAIT_MS = 100;
const SHRINK = 0.9;
const GROW = 1.05;

export interface Congestion {
  readonly limit: number;
  readonly under_way: number;
  /** How long a request waits now for this process's turn and for the database. */
  readonly wait_ms: number;
}

/**
 * How many requests may be worked on at once from now on. It shrinks fast, from what is really under way, and grows
 * slowly. What requests spend waiting for a processor elsewhere is no reason: then many may be under way.
 */
export function nextLimit(
  { limit, under_way, wait_ms }: Congestion,
  { fewest_at_once, most_at_once }: Pick<HttpLimits, "fewest_at_once" | "most_at_once">,
): number {
  if (wait_ms > LONGEST_WAIT_MS) {
    return Math.max(fewest_at_once, Math.floor(Math.min(limit, under_way) * SHRINK));
  }
  if (wait_ms > LONGEST_WAIT_MS / 2) return limit;
  return Math.min(most_at_once, Math.ceil(limit * GROW));
}
