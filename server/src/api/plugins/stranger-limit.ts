import type { Clock } from "../../kit/clock.ts";
import { RecentMap } from "../../kit/recent-map.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { networkOf } from "./network.ts";

const REQUESTS = 300;
const WINDOW_MS = 60_000;
const REMEMBERED_ADDRESSES = 10_000;

interface Window {
  readonly began_ms: number;
  used: number;
  /** What was used in the window before this one. */
  readonly used_before: number;
}

/** Counts a request without a good key from an address. Answers the refusal when there have been too many. */
export type StrangerLimiter = (address: string) => Refusal | undefined;

/**
 * Holds whoever has no good key to a number of requests in a sliding minute, by address and in this process alone. Who
 * has a good key is never counted, and never held up by others at the same address.
 */
export function createStrangerLimiter(clock: Clock): StrangerLimiter {
  const windows = new RecentMap<string, Window>(REMEMBERED_ADDRESSES);

  function currentWindow(name: string, now_ms: number): Window {
    const known = windows.get(name);
    const elapsed_ms = known === undefined ? Number.POSITIVE_INFINITY : now_ms - known.began_ms;
    if (known !== undefined && elapsed_ms < WINDOW_MS) return known;
    const follows = known !== undefined && elapsed_ms < 2 * WINDOW_MS;
    const fresh = follows
      ? { began_ms: known.began_ms + WINDOW_MS, used: 0, used_before: known.used }
      : { began_ms: now_ms, used: 0, used_before: 0 };
    windows.set(name, fresh);
    return fresh;
  }

  return (address) => {
    const now_ms = clock.monotonic_ms();
    const window = currentWindow(networkOf(address), now_ms);
    const elapsed_ms = now_ms - window.began_ms;
    if (window.used + window.used_before * (1 - elapsed_ms / WINDOW_MS) + 1 <= REQUESTS) {
      window.used += 1;
      return undefined;
    }
    const seconds = Math.max(1, Math.ceil((WINDOW_MS - elapsed_ms) / 1000));
    return refuse(
      "rate_limited",
      "More than {limit} requests in a minute without a good API key. Try again in {seconds} seconds.",
      undefined,
      { limit: REQUESTS, seconds },
    );
  };
}
