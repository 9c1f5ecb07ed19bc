import { expect, test } from "vitest";
import { camelCase, pascalCase, singularOf } from "./words.ts";

test("names get the case of the language that they are for", () => {
  expect(camelCase("list_payment_methods")).toBe("listPaymentMethods");
  expect(pascalCase("webhook-endpoint")).toBe("WebhookEndpoint");
  expect(pascalCase("WebhookEndpoint")).toBe("WebhookEndpoint");
});

test.each([
  ["payment_intents", "payment_intent"],
  ["refunds", "refund"],
  ["charges", "charge"],
  ["disputes", "dispute"],
  ["deliveries", "delivery"],
  ["addresses", "address"],
  ["taxes", "tax"],
  ["balance", "balance"],
  ["business", "business"],
  ["status", "status"],
])("one of %s is a %s", (plural, singular) => {
  expect(singularOf(plural)).toBe(singular);
});
