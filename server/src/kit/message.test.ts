import { expect, test } from "vitest";
import { formatMessage } from "./message.ts";

test("values go to the places that name them, however often", () => {
  const message = {
    template: "{param}: {limit} is the most, so {param} is too much.",
    values: { param: "a", limit: 0 },
  };
  expect(formatMessage(message)).toBe("a: 0 is the most, so a is too much.");
});

test("what a caller has sent is never read as a place", () => {
  const values = { id: "{secret}$&", secret: "hidden" };
  expect(formatMessage({ template: "No such price: {id}", values })).toBe("No such price: {secret}$&");
});

test("a place without a value is left as it stands", () => {
  expect(formatMessage({ template: "Use {CHECKOUT_SESSION_ID} and {constructor}." })).toBe(
    "Use {CHECKOUT_SESSION_ID} and {constructor}.",
  );
});

test("a message is told in another language with the parts that are messages themselves", () => {
  const translations = {
    "Invalid {param}: it {expectation}.": "{param} 无效：{expectation}。",
    "must be {type}": "必须是 {type}",
  };
  const expectation = { template: "must be {type}", values: { type: "string" } };
  const message = { template: "Invalid {param}: it {expectation}.", values: { param: "name", expectation } };
  expect(formatMessage(message, translations)).toBe("name 无效：必须是 string。");
  expect(formatMessage(message)).toBe("Invalid name: it must be string.");
});
