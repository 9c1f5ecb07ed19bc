import pg from "pg";
import { expect, test } from "vitest";
import { parseTimestamp, TIMESTAMPTZ_OID } from "./timestamps.ts";

const driver = pg.types.getTypeParser(TIMESTAMPTZ_OID, "text");

test.each([
  "2030-01-02 03:04:05+00",
  "2030-12-31 23:59:59.9+00",
  "2030-02-28 03:04:05.67+00",
  "2028-02-29 03:04:05.678+00",
  "2030-01-02 03:04:05.678999+00",
  "1969-12-31 23:59:59.001+00",
  "2030-01-02 03:04:05.678+05:30",
  "2030-01-02 03:04:05.678-08",
  "0044-03-15 12:00:00+00",
  "0044-03-15 12:00:00+00 BC",
  "12030-01-02 03:04:05+00",
  "infinity",
  "-infinity",
])("%s is the time that it says", (text) => {
  expect(parseTimestamp(text)).toEqual(driver(text));
});

test("three digits behind the second are milliseconds", () => {
  expect(parseTimestamp("2030-01-02 03:04:05.006+00")).toEqual(new Date("2030-01-02T03:04:05.006Z"));
});
