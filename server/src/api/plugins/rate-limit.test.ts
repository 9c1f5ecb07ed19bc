import { expect, test } from "vitest";
import { createRateLimiter } from "./rate-limit.ts";

function limiterAt() {
  const time = { ms: 0 };
  const limiter = createRateLimiter({ now: () => new Date(time.ms), monotonic_ms: () => time.ms });
  const take = (count: number, limit = 100) =>
    Array.from({ length: count }, () => limiter("merchant", limit)).filter(({ allowed }) => allowed).length;
  return { limiter, take, time };
}

test("a merchant may make exactly as many requests in a minute as its plan says", () => {
  const { take } = limiterAt();
  expect(take(150)).toBe(100);
});

test("a burst over the turn of a minute gets no double allowance", () => {
  const { take, time } = limiterAt();
  expect(take(100)).toBe(100);
  time.ms = 60_000;
  expect(take(100)).toBe(0);
  time.ms = 90_000;
  expect(take(100)).toBe(50);
});

test("two quiet minutes later everything is allowed again", () => {
  const { take, time } = limiterAt();
  take(100);
  time.ms = 180_000;
  expect(take(150)).toBe(100);
});

test("each merchant has its own allowance, and is told what is left of it", () => {
  const { limiter } = limiterAt();
  expect(limiter("first", 2)).toMatchObject({ allowed: true, remaining: 1 });
  expect(limiter("first", 2)).toMatchObject({ allowed: true, remaining: 0 });
  expect(limiter("first", 2)).toMatchObject({ allowed: false, reset_s: 60 });
  expect(limiter("second", 2).allowed).toBe(true);
});
