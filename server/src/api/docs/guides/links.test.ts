import { expect, test } from "vitest";
import { pageOf } from "./links.ts";

const FILE = "docs/guides/webhooks.md";

test("a link to another guide leads to its page, in the reader's language", () => {
  expect(pageOf("checkout.md", FILE, "en")).toBe("/docs/guides/checkout?locale=en");
  expect(pageOf("checkout.zh-CN.md#退款", FILE, "zh-CN")).toBe("/docs/guides/checkout?locale=zh-CN#退款");
  expect(pageOf("../errors.md", FILE, "zh-CN")).toBe("/docs/guides/errors?locale=zh-CN");
});

test("a guide's link to its own translation changes the language", () => {
  const readme = "sdks/javascript/README.md";
  expect(pageOf("README.zh-CN.md", readme, "en")).toBe("/docs/guides/javascript-sdk?locale=zh-CN");
  expect(pageOf("README.md", readme, "zh-CN")).toBe("/docs/guides/javascript-sdk?locale=en");
});

test("other sites and places on the same page stay as they are", () => {
  expect(pageOf("https://www.standardwebhooks.com", FILE, "en")).toBe("https://www.standardwebhooks.com");
  expect(pageOf("#errors", FILE, "en")).toBe("#errors");
});

test("what is not served, or would run, has no address", () => {
  for (const href of [
    "../architecture.md",
    "javascript:alert(1)",
    "JAVASCRIPT:x",
    "data:text/html,x",
    "//evil.example",
  ]) {
    expect(pageOf(href, FILE, "en"), href).toBeUndefined();
  }
});
