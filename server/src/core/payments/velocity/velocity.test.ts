import { expect, test } from "vitest";
import { POINTS, waitingTime } from "./velocity.ts";

const WINDOW_MS = 600_000;
const LIMIT = 60 * POINTS.declined;
const began_at = new Date("2026-03-01T12:00:00Z");
const after = (ms: number) => new Date(began_at.getTime() + ms);

/** What a try is judged by, at an instant of the window that began then or of the one after it. */
function fits(points: number, points_before: number, elapsed_ms: number): boolean {
  const share = (ms: number) => 1 - ms / WINDOW_MS;
  const counted =
    elapsed_ms < WINDOW_MS
      ? points + points_before * share(elapsed_ms)
      : points * share(elapsed_ms - WINDOW_MS);
  return counted + POINTS.declined <= LIMIT + 1e-6;
}

test.each([
  [600, 0, 0],
  [600, 600, 300_000],
  [300, 600, 60_000],
  [595, 10, 599_000],
  [0, 600, 0],
])(
  "with %i points, and %i in the window before, a try fits in after the time that is told and not before",
  (points, points_before, elapsed_ms) => {
    const wait_ms = waitingTime({ began_at, points, points_before }, LIMIT, WINDOW_MS, after(elapsed_ms));
    expect(wait_ms).toBeGreaterThan(0);
    expect(fits(points, points_before, elapsed_ms + wait_ms)).toBe(true);
    expect(fits(points, points_before, elapsed_ms + wait_ms - 1_000)).toBe(false);
  },
);
