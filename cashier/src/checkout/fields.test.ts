import { expect, test } from "vitest";
import { exampleFields } from "../test-support.ts";
import { type Fields, problemsOf } from "./fields.ts";

const problems = (changes: Partial<Fields>) =>
  problemsOf({ ...exampleFields, ...changes }, new Date("2026-06-15"));

test("a complete form has no problems", () => {
  expect(problems({})).toEqual({});
});

test("an empty form is told every field that is needed", () => {
  const empty = { email: "", number: "", expiry: "", cvc: "", name: " ", country: "" };
  expect(problems(empty)).toEqual({
    email: "email_required",
    number: "number_required",
    expiry: "expiry_required",
    cvc: "cvc_required",
    name: "name_required",
    country: "country_required",
  });
});

test("American Express asks for a security code of four digits", () => {
  expect(problems({ number: "3782 822463 10005", cvc: "123" })).toEqual({ cvc: "cvc_incomplete" });
  expect(problems({ number: "3782 822463 10005", cvc: "1234" })).toEqual({});
});

test("a region is required in the United States and Canada, and optional in Australia", () => {
  expect(problems({ country: "US", postal_code: "94107" })).toEqual({ region: "region_required" });
  expect(problems({ country: "CA", postal_code: "K1A 0B1" })).toEqual({ region: "region_required" });
  expect(problems({ country: "AU" })).toEqual({});
});

test("a postal code is checked where it is asked for", () => {
  const us = { country: "US", region: "CA" };
  expect(problems({ ...us, postal_code: "" })).toEqual({ postal_code: "postal_code_required" });
  expect(problems({ ...us, postal_code: "9410" })).toEqual({ postal_code: "postal_code_invalid" });
  expect(problems({ ...us, postal_code: "94107-1234" })).toEqual({});
  expect(problems({ country: "GB", postal_code: "sw1a 1aa" })).toEqual({});
  expect(problems({ country: "DE", postal_code: "anything" })).toEqual({});
});

test("an email address needs a name and a domain", () => {
  for (const email of ["ada", "ada@", "ada@example", "a b@example.com", "ada@example."]) {
    expect(problems({ email })).toEqual({ email: "email_invalid" });
  }
  expect(problems({ email: " ada@example.co.uk " })).toEqual({});
});
