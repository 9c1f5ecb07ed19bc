import { expect, test } from "vitest";
import { type Congestion, createSteering } from "./steering.ts";

/** What the last of several equal looks in a row answers, from a fresh start. */
function after(looks: number, congestion: Congestion): number {
  const nextLimit = createSteering({ fewest_at_once: 256, most_at_once: 4096 });
  let limit = congestion.limit;
  for (let look = 0; look < looks; look++) limit = nextLimit(congestion);
  return limit;
}

test("while nothing waits, the limit grows to the most, wherever it was", () => {
  const nextLimit = createSteering({ fewest_at_once: 256, most_at_once: 4096 });
  let limit = 256;
  let looks = 0;
  for (; limit < 4096; looks++) limit = nextLimit({ limit, under_way: 10, wait_ms: 0 });
  expect(limit).toBe(4096);
  // Twenty looks are a second.
  expect(looks).toBeLessThan(100);
});

test("when requests have waited too long for a while, the limit falls below what is under way", () => {
  expect(after(4, { limit: 4096, under_way: 1000, wait_ms: 150 })).toBe(900);
  expect(after(4, { limit: 800, under_way: 1000, wait_ms: 150 })).toBe(720);
});

test("a short halt changes nothing", () => {
  expect(after(3, { limit: 4096, under_way: 1000, wait_ms: 400 })).toBe(4096);
});

test("it never falls below the least", () => {
  expect(after(10, { limit: 300, under_way: 260, wait_ms: 5_000 })).toBe(256);
});

test("where few are under way they are not what the others wait for, and nothing changes", () => {
  expect(after(10, { limit: 4096, under_way: 200, wait_ms: 5_000 })).toBe(4096);
});

test("in between it stays as it is", () => {
  expect(after(10, { limit: 700, under_way: 700, wait_ms: 75 })).toBe(700);
});
