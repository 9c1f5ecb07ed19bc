import { expect, test } from "vitest";
import { endOfSecond, parseInstant } from "./instant.ts";

test.each([
  ["2026-06-12T12:00:00Z", "2026-06-12T12:00:00.000Z"],
  ["2026-06-12T20:00:00+08:00", "2026-06-12T12:00:00.000Z"],
  ["2026-06-12T12:00:00.25Z", "2026-06-12T12:00:00.250Z"],
  ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
])("%s is the instant %s", (text, instant) => {
  expect(parseInstant(text)?.toISOString()).toBe(instant);
});

test.each([
  ["a date alone", "2026-06-12"],
  ["a time without a zone", "2026-06-12T12:00:00"],
  ["a day that does not exist", "2026-02-30T00:00:00Z"],
  ["29 February of a common year", "2026-02-29T00:00:00Z"],
  ["a month that does not exist", "2026-13-01T00:00:00Z"],
  ["the hour 24", "2026-06-12T24:00:00Z"],
  ["the minute 60", "2026-06-12T12:60:00Z"],
  ["a zone that does not exist", "2026-06-12T12:00:00+24:00"],
  ["a time before 1970", "1969-12-31T23:59:59Z"],
  ["a year of five digits", "+12026-06-12T12:00:00Z"],
  ["Unix seconds", "1781265600"],
  ["words", "yesterday"],
  ["nothing", ""],
])("%s is no instant", (_name, text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test("a second ends with its last millisecond", () => {
  expect(endOfSecond(new Date("2026-06-12T12:00:00Z")).toISOString()).toBe("2026-06-12T12:00:00.999Z");
  expect(endOfSecond(new Date("2026-06-12T12:00:00.999Z")).toISOString()).toBe("2026-06-12T12:00:00.999Z");
});
