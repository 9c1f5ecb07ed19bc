import { addMilliseconds, type Clock } from "../../src/kit/clock.ts";

/** A clock that stands still until a test moves it. */
export type MovableClock = Clock & { advance(duration_ms: number): void };

export function movableClock(start: Date): MovableClock {
  let elapsed_ms = 0;
  return {
    now: () => addMilliseconds(start, elapsed_ms),
    monotonic_ms: () => elapsed_ms,
    advance(duration_ms) {
      elapsed_ms += duration_ms;
    },
  };
}
