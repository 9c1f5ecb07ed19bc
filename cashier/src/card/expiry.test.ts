import { expect, test } from "vitest";
import { expiryProblem, groupExpiry, maskExpiry, parseExpiry } from "./expiry.ts";

test.each([
  ["1", "1"],
  ["12", "12/"],
  ["5", "05/"],
  ["1/", "01/"],
  ["1/28", "01/28"],
  ["1228", "12/28"],
  ["12/2028", "12/28"],
  ["122028", "12/28"],
  ["12 / 28", "12/28"],
  ["12-28", "12/28"],
  ["2028-12", "12/28"],
  ["１２／２８", "12/28"],
  ["12/202", "12/202"],
])("%s is written as %s", (typed, written) => {
  expect(groupExpiry(typed)).toBe(written);
});

test("a date can be typed and erased one key at a time", () => {
  let value = "";
  for (const key of "1228") value = maskExpiry(edit(value + key, value)).value;
  expect(value).toBe("12/28");
  for (const expected of ["12/2", "12/", "1", ""]) {
    value = maskExpiry(edit(value.slice(0, -1), value)).value;
    expect(value).toBe(expected);
  }
});

test("a year may be typed with four digits", () => {
  let value = "";
  for (const key of "12/2028") value = maskExpiry(edit(value + key, value)).value;
  expect(value).toBe("12/28");
});

test("nothing jumps while the month is corrected", () => {
  expect(maskExpiry({ value: "2/28", caret: 0, previous: "12/28", forward: false })).toEqual({
    value: "2/28",
    caret: 0,
  });
});

test("a card is good until the end of its month", () => {
  const today = new Date(2026, 5, 30);
  expect(expiryProblem("06/26", today)).toBeNull();
  expect(expiryProblem("05/26", today)).toBe("past");
  expect(expiryProblem("13/26", today)).toBe("invalid");
  expect(expiryProblem("06/2", today)).toBe("invalid");
  expect(expiryProblem("06/99", today)).toBe("invalid");
});

test("the year is sent with four digits", () => {
  expect(parseExpiry("01/30")).toEqual({ exp_month: 1, exp_year: 2030 });
});

function edit(value: string, previous: string) {
  return { value, previous, caret: value.length, forward: false };
}
