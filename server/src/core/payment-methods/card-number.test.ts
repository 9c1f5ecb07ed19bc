import { expect, test } from "vitest";
import { brandOf, isCardNumber, isSecurityCode } from "./card-number.ts";

test.each([
  ["4242424242424242", "visa"],
  ["5555555555554444", "mastercard"],
  ["2223003122003222", "mastercard"],
  ["378282246310005", "amex"],
  ["6011111111111117", "discover"],
  ["3056930009020004", "diners"],
  ["36227206271667", "diners"],
  ["3566002020360505", "jcb"],
  ["6200000000000005", "unionpay"],
])("%s is a %s", (number, brand) => {
  expect(isCardNumber(number)).toBe(true);
  expect(brandOf(number)).toBe(brand);
});

test.each([
  ["a wrong check digit", "4242424242424241"],
  ["a digit too few", "424242424242424"],
  ["letters", "4242abcd42424242"],
  ["too short for any card", "42"],
])("a number with %s is refused", (_name, number) => {
  expect(isCardNumber(number)).toBe(false);
});

test("UnionPay numbers pass without a check digit", () => {
  expect(isCardNumber("6200000000000006")).toBe(true);
});

test("American Express has a security code of four digits, others of three", () => {
  expect(isSecurityCode("1234", "amex")).toBe(true);
  expect(isSecurityCode("123", "visa")).toBe(true);
  expect(isSecurityCode("1234", "visa")).toBe(false);
  expect(isSecurityCode("12a", "visa")).toBe(false);
});
