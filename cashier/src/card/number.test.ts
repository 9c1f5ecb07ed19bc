import { expect, test } from "vitest";
import { groupNumber, maskNumber, numberProblem, passesLuhn } from "./number.ts";

const type = (value: string, caret = value.length, previous = "", forward = false) =>
  maskNumber({ value, caret, previous, forward });

test("numbers are grouped as they are printed on the card", () => {
  expect(groupNumber("4242424242424242")).toBe("4242 4242 4242 4242");
  expect(groupNumber("378282246310005")).toBe("3782 822463 10005");
  expect(groupNumber("3056930009020004")).toBe("3056 930009 020004");
  expect(groupNumber("6212345678901232000")).toBe("6212 3456 7890 1232 000");
});

test("digits beyond the longest number of a brand are not taken", () => {
  expect(groupNumber("555555555555444499")).toBe("5555 5555 5555 4444");
});

test("a pasted number may carry dashes, spaces or full-width digits", () => {
  expect(type("4242-4242-4242-4242").value).toBe("4242 4242 4242 4242");
  expect(type("４２４２　４２").value).toBe("4242 42");
});

test("the caret stays beside the digit that was typed in the middle", () => {
  expect(type("42942 4242", 3, "4242 4242")).toEqual({ value: "4294 2424 2", caret: 3 });
  expect(type("4242 42424242", 7, "4242 4242 42")).toEqual({ value: "4242 4242 4242", caret: 7 });
});

test("backspace over a space removes the digit before it", () => {
  expect(type("42424242", 4, "4242 4242")).toEqual({ value: "4244 242", caret: 3 });
});

test("the delete key before a space removes the digit after it", () => {
  expect(type("42425678", 4, "4242 5678", true)).toEqual({ value: "4242 678", caret: 4 });
});

test("a number is told to be incomplete or wrong", () => {
  expect(numberProblem("424242")).toBe("incomplete");
  expect(numberProblem("4242424242424241")).toBe("invalid");
  expect(numberProblem("42424242424242427")).toBe("invalid");
  expect(numberProblem("4242424242424242")).toBeNull();
  expect(numberProblem("378282246310005")).toBeNull();
});

test("UnionPay cards without the checksum are accepted", () => {
  expect(passesLuhn("6200000000000000")).toBe(false);
  expect(numberProblem("6200000000000000")).toBeNull();
});
