import { expect, test } from "vitest";
import { cashierAddress, idIn } from "./address.ts";

const CASHIER = "https://pay.example.com";

test.each([
  "https://pay.example.com/checkout/cs_123?token=abc",
  "https://PAY.example.com:443/checkout/cs_123?token=abc&locale=zh-CN",
])("%s is a checkout page", (url) => {
  const address = cashierAddress(url, "checkout", CASHIER);
  expect(address?.startsWith(`${CASHIER}/checkout/cs_123?token=abc`)).toBe(true);
  expect(idIn(address ?? "")).toBe("cs_123");
});

test.each([
  "javascript:alert(1)//https://pay.example.com/checkout/cs_1",
  "data:text/html,<form>",
  "blob:https://pay.example.com/checkout/cs_1",
  "https://pay.example.com.evil.test/checkout/cs_1",
  "https://pay.example.com.evil.test:443/checkout/cs_1",
  "https://pay.example.com@evil.test/checkout/cs_1",
  "https://pay.example.com:443@evil.test/checkout/cs_1",
  "https://pay.example.com\\@evil.test/checkout/cs_1",
  "https://evil.test#@pay.example.com/checkout/cs_1",
  "https://ada:secret@pay.example.com/checkout/cs_1",
  "https://ada@pay.example.com/checkout/cs_1",
  "https://pay.example.com%2f.evil.test/checkout/cs_1",
  "https://pay\u2024example.com.evil.test/checkout/cs_1",
  "https://p\u0430y.example.com/checkout/cs_1",
  "//pay.example.com/checkout/cs_1",
  "https:///evil.test/https://pay.example.com/checkout/cs_1",
  "wss://pay.example.com/checkout/cs_1",
  "JavaScript:void('https://pay.example.com/checkout/cs_1')",
  "\tjavascript:alert(1)",
  "filesystem:https://pay.example.com/checkout/cs_1",
  "https://evil.test/checkout/cs_1",
  "http://pay.example.com/checkout/cs_1",
  "https://pay.example.com:8443/checkout/cs_1",
  "https://pay.example.com/checkout/../demo",
  "https://pay.example.com/checkout/%2e%2e/demo",
  "https://pay.example.com/cards/seti_1?client_secret=s",
  "https://pay.example.com/checkout",
  "https://pay.example.com/checkout/",
  "https://pay.example.com/checkout/?token=abc",
  "https://pay.example.com/checkout/#cs_1",
  "https://pay.example.com/",
  "/checkout/cs_1",
  "",
])("%s is refused", (url) => {
  expect(cashierAddress(url, "checkout", CASHIER)).toBeUndefined();
});

test.each([undefined, null, 1, {}, new URL("https://pay.example.com/checkout/cs_1")])(
  "%s is refused",
  (url) => {
    expect(cashierAddress(url, "checkout", CASHIER)).toBeUndefined();
  },
);
