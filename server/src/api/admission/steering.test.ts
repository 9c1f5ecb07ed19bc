import { expect, test } from "vitest";
import { type Congestion, createSteering } from "./steering.ts";

const LIMITS = { fewest_at_once: 128, usual_at_once: 1024, most_at_once: 4096 };

/** What the last of several equal looks in a row answers, from a fresh start. */
function after(looks: number, congestion: Congestion): number {
  const nextLimit = createSteering(LIMITS);
  let limit = congestion.limit;
  for (let look = 0; look < looks; look++) limit = nextLimit(congestion);
  return limit;
}

/** How many looks it takes until the limit is so high, and where it ends. */
function grow(from: number, until: number, underWay: (limit: number) => number) {
  const nextLimit = createSteering(LIMITS);
  let limit = from;
  let looks = 0;
  for (; limit < until && looks < 1_000; looks++) {
    limit = nextLimit({ limit, under_way: underWay(limit), wait_ms: 0 });
  }
  return { limit, looks };
}

test("while nothing waits, the limit grows back to the usual one, whether it is used or not", () => {
  const { limit, looks } = grow(256, 1024, () => 10);
  expect(limit).toBe(1024);
  // Twenty looks are a second.
  expect(looks).toBeLessThan(40);
});

test("when a slow processor keeps many payments under way, the limit makes room for more within a second", () => {
  const { limit, looks } = grow(1024, 4096, (now) => now);
  expect(limit).toBe(4096);
  expect(looks).toBeLessThan(20);
});

test("a flood that has just come in does not widen the door", () => {
  expect(after(2, { limit: 1024, under_way: 1024, wait_ms: 10 })).toBe(1024);
});

test("room that is no longer used is given up again", () => {
  const nextLimit = createSteering(LIMITS);
  let limit = 4096;
  for (let look = 0; look < 40; look++) limit = nextLimit({ limit, under_way: 100, wait_ms: 0 });
  expect(limit).toBe(1024);
});

test("when requests have waited too long for a while, the limit falls below what is under way", () => {
  expect(after(4, { limit: 4096, under_way: 1000, wait_ms: 110 })).toBe(900);
  expect(after(4, { limit: 800, under_way: 1000, wait_ms: 110 })).toBe(720);
  expect(after(4, { limit: 4096, under_way: 1000, wait_ms: 900 })).toBe(700);
});

test("a short halt changes nothing", () => {
  expect(after(3, { limit: 4096, under_way: 1000, wait_ms: 400 })).toBe(4096);
});

test("it never falls below the least", () => {
  expect(after(10, { limit: 300, under_way: 150, wait_ms: 5_000 })).toBe(128);
});

test("where few are under way they are not what the others wait for, and nothing changes", () => {
  expect(after(10, { limit: 4096, under_way: 100, wait_ms: 5_000 })).toBe(4096);
});

test("in between it stays as it is", () => {
  expect(after(10, { limit: 700, under_way: 700, wait_ms: 75 })).toBe(700);
});
