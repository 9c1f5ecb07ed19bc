import { expect, test } from "vitest";
import type { Random } from "../../../kit/random.ts";
import { nextAttemptAt, retryAfterMs } from "./schedule.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function chance(fraction: number): Random {
  return { bytes: (length) => Buffer.alloc(length), fraction: () => fraction };
}

function waitMs(attempts: number, fraction = 0.5, retry_after_ms = 0): number | undefined {
  const next = nextAttemptAt(attempts, NOW, chance(fraction), retry_after_ms);
  return next && next.getTime() - NOW.getTime();
}

test("a failing endpoint is tried ten times over about three days", () => {
  const waits = Array.from({ length: 10 }, (_, index) => waitMs(index + 1));
  expect(waits).toEqual([
    5_000,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
    undefined,
  ]);
});

test("an eleventh attempt that a crash has caused is the last", () => {
  expect(waitMs(11)).toBeUndefined();
});

test("each wait varies by a tenth, so that what failed together does not come back together", () => {
  expect(waitMs(2, 0)).toBe(4.5 * MINUTE_MS);
  expect(waitMs(2, 0.999999999)).toBe(5.5 * MINUTE_MS);
});

test("a receiver that asks for more time gets it, but no more than a day", () => {
  expect(waitMs(1, 0.5, 2 * MINUTE_MS)).toBe(2 * MINUTE_MS);
  expect(waitMs(1, 0.5, 48 * HOUR_MS)).toBe(24 * HOUR_MS);
  expect(waitMs(1, 0.5, Number.POSITIVE_INFINITY)).toBe(24 * HOUR_MS);
});

test("a receiver that asks for less time than the schedule gives waits for the schedule", () => {
  expect(waitMs(2, 0.5, 1_000)).toBe(5 * MINUTE_MS);
});

test("Retry-After is read as seconds or as a date", () => {
  expect(retryAfterMs("120", NOW)).toBe(120_000);
  expect(retryAfterMs(" 7 ", NOW)).toBe(7_000);
  expect(retryAfterMs("Sun, 01 Mar 2026 12:01:30 GMT", NOW)).toBe(90_000);
});

test("a Retry-After that makes no sense asks for nothing", () => {
  for (const header of [undefined, "", "-5", "1.5", "soon", "soon GMT", "Sun, 01 Mar 2026 11:00:00 GMT"]) {
    expect(retryAfterMs(header, NOW)).toBe(0);
  }
});
