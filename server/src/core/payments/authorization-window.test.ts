import { expect, test } from "vitest";
import { captureBefore } from "./authorization-window.ts";

const AUTHORIZED_AT = new Date("2026-06-12T12:00:00Z");
const WEEK_LATER = "2026-06-19T12:00:00.000Z";

test.each([
  ["visa", false, WEEK_LATER],
  ["visa", true, "2026-06-17T06:00:00.000Z"],
  ["mastercard", true, WEEK_LATER],
  ["amex", false, WEEK_LATER],
  ["unknown", true, WEEK_LATER],
] as const)(
  "what is authorised on %s, off session: %s, can be captured until %s",
  (brand, off_session, end) => {
    expect(captureBefore(AUTHORIZED_AT, { brand, off_session }).toISOString()).toBe(end);
  },
);
