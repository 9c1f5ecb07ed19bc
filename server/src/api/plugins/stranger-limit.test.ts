import { expect, test } from "vitest";
import { createStrangerLimiter } from "./stranger-limit.ts";

function strangersAt() {
  const time = { ms: 0 };
  const limiter = createStrangerLimiter({ now: () => new Date(time.ms), monotonic_ms: () => time.ms });
  const letIn = (count: number, address = "203.0.113.7") =>
    Array.from({ length: count }, () => limiter(address)).filter((refusal) => refusal === undefined).length;
  return { letIn, limiter, time };
}

test("an address may send 300 requests a minute without a good key, and is told when to try again", () => {
  const { letIn, limiter } = strangersAt();
  expect(letIn(400)).toBe(300);
  expect(limiter("203.0.113.7")).toMatchObject({ refused: "rate_limited", values: { seconds: 60 } });
  expect(letIn(1, "203.0.113.8")).toBe(1);
});

test("a burst over the turn of a minute gets no double allowance", () => {
  const { letIn, time } = strangersAt();
  letIn(300);
  time.ms = 60_000;
  expect(letIn(100)).toBe(0);
  time.ms = 90_000;
  expect(letIn(300)).toBe(150);
  time.ms = 210_000;
  expect(letIn(400)).toBe(300);
});

test("the addresses of one IPv6 network count together, and an IPv4 address is the same however it is written", () => {
  const { letIn } = strangersAt();
  expect(letIn(300, "2001:db8:1:2::1")).toBe(300);
  expect(letIn(1, "2001:db8:1:2:ffff::9")).toBe(0);
  expect(letIn(1, "2001:db8:1:3::1")).toBe(1);
  expect(letIn(300, "::ffff:198.51.100.1")).toBe(300);
  expect(letIn(1, "198.51.100.1")).toBe(0);
});
