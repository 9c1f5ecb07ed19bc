import { expect, test } from "vitest";
import { nextLimit } from "./next-limit.ts";

const BOUNDS = { fewest_at_once: 256, most_at_once: 4096 };

test("while nothing waits, the limit grows to the most, wherever it was", () => {
  let limit = 256;
  let looks = 0;
  for (; limit < 4096; looks++) limit = nextLimit({ limit, under_way: 10, wait_ms: 0 }, BOUNDS);
  expect(limit).toBe(4096);
  // Twenty looks are a second.
  expect(looks).toBeLessThan(100);
});

test("when requests wait too long, the limit falls below what is under way at once", () => {
  expect(nextLimit({ limit: 4096, under_way: 1000, wait_ms: 150 }, BOUNDS)).toBe(900);
  expect(nextLimit({ limit: 800, under_way: 1000, wait_ms: 150 }, BOUNDS)).toBe(720);
});

test("it never falls below the least, so that a short halt refuses nobody who would not have been in the way", () => {
  expect(nextLimit({ limit: 4096, under_way: 3, wait_ms: 5_000 }, BOUNDS)).toBe(256);
});

test("in between it stays as it is", () => {
  expect(nextLimit({ limit: 700, under_way: 700, wait_ms: 75 }, BOUNDS)).toBe(700);
});
