import { expect, test } from "vitest";
import { checkoutUrl } from "./address.ts";

const CASHIER = "https://pay.example.com";

test.each([
  "https://pay.example.com/checkout/cs_123?token=abc",
  "https://PAY.example.com:443/checkout/cs_123?token=abc&locale=zh-CN",
])("%s is a checkout page", (url) => {
  expect(checkoutUrl(url, CASHIER)?.origin).toBe(CASHIER);
});

test.each([
  "javascript:alert(1)//https://pay.example.com/checkout/cs_1",
  "data:text/html,<form>",
  "blob:https://pay.example.com/checkout/cs_1",
  "https://pay.example.com.evil.test/checkout/cs_1",
  "https://pay.example.com@evil.test/checkout/cs_1",
  "https://evil.test/checkout/cs_1",
  "http://pay.example.com/checkout/cs_1",
  "https://pay.example.com:8443/checkout/cs_1",
  "https://pay.example.com/checkout/../demo",
  "https://pay.example.com/checkout/",
  "https://pay.example.com/",
  "/checkout/cs_1",
  "",
])("%s is refused", (url) => {
  expect(checkoutUrl(url, CASHIER)).toBeUndefined();
});

test.each([undefined, null, 1, {}, new URL("https://pay.example.com/checkout/cs_1")])(
  "%s is refused",
  (url) => {
    expect(checkoutUrl(url, CASHIER)).toBeUndefined();
  },
);
