import { expect, test } from "vitest";
import { refuseWebhookUrl } from "./webhook-url.ts";

test.each([
  "https://shop.example/hooks?a=1",
  "http://shop.example:8080",
  "HTTPS://Shop.Example/",
  "https://支付.example/",
])("%s can receive webhooks", (url) => {
  expect(refuseWebhookUrl(url, false)).toBeUndefined();
});

test.each([
  "",
  "shop.example",
  "//shop.example",
  "http:/shop.example",
  "https://",
  "ftp://shop.example/",
  "javascript:alert(1)",
  "https://shop.example/a b",
  "https://shop.example/\u0000",
  " https://shop.example/",
  "https://user:secret@shop.example/",
  "https://user@shop.example/",
  `https://shop.example/${"a".repeat(2048)}`,
])("%j is refused, and the message names the field", (url) => {
  expect(refuseWebhookUrl(url, true)).toMatchObject({
    refused: "parameter_invalid",
    param: "url",
    message: expect.stringMatching(/^url must /),
  });
});

test("an address inside our network is refused, unless the operator allows it", () => {
  expect(refuseWebhookUrl("http://127.0.0.1:3000/", false)).toMatchObject({ param: "url" });
  expect(refuseWebhookUrl("http://localhost:3000/", false)).toMatchObject({ param: "url" });
  expect(refuseWebhookUrl("http://127.0.0.1:3000/", true)).toBeUndefined();
});
