import { expect, test } from "vitest";
import { isRoutingNumber } from "./routing-number.ts";

test.each([
  ["011000015", "a Reserve Bank"],
  ["021000021", "a bank of New York"],
  ["121000358", "a bank of San Francisco"],
  ["322271627", "a thrift"],
  ["110000000", "the bank of test mode"],
])("%s is a routing number: %s", (routing_number) => {
  expect(isRoutingNumber(routing_number)).toBe(true);
});

test("a routing number with any one digit mistyped is none", () => {
  for (let index = 0; index < 9; index++) {
    for (let step = 1; step <= 9; step++) {
      const digits = [..."021000021"];
      digits[index] = String((Number(digits[index]) + step) % 10);
      expect(isRoutingNumber(digits.join(""))).toBe(false);
    }
  }
});

test.each([
  "",
  "02100002",
  "0210000210",
  "02100002x",
  "021-00021",
  "000000000",
  "500000005",
  "130000006",
  "٠٢١٠٠٠٠٢١",
])("%j is no routing number", (routing_number) => {
  expect(isRoutingNumber(routing_number)).toBe(false);
});
