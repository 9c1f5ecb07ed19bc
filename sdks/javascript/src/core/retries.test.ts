import { expect, test } from "vitest";
import { retryDelay } from "./retries.ts";

const asking = (seconds: string) => new Headers({ "retry-after": seconds });

test("each wait is twice the one before it, up to eight seconds, and half of it is chance", () => {
  const longest = [0, 1, 2, 3, 4, 5].map((retries) => retryDelay(retries, undefined, 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  expect(retryDelay(0, undefined, 0)).toBe(250);
  expect(retryDelay(2, undefined, 0.5)).toBe(1500);
});

test("it is never shorter than the server asks, in seconds or by a date", () => {
  expect(retryDelay(0, asking("3"), 1)).toBe(3000);
  expect(retryDelay(4, asking("1"), 1)).toBe(8000);
  const in_ten_seconds = new Date(Date.now() + 10_000).toUTCString();
  expect(retryDelay(0, asking(in_ten_seconds), 1)).toBeGreaterThan(8_000);
});

test("a server that wants us back at once, or says nothing that can be read, is not kept waiting for longer", () => {
  expect(retryDelay(3, asking("0"), 1)).toBe(0);
  expect(retryDelay(0, asking("soon"), 1)).toBe(500);
  expect(retryDelay(0, asking(""), 1)).toBe(500);
});

test("nobody waits for more than a minute", () => {
  expect(retryDelay(0, asking("60"), 1)).toBe(60_000);
  expect(retryDelay(0, asking("61"), 1)).toBeUndefined();
});
