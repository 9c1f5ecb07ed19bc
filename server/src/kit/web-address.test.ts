import { expect, test } from "vitest";
import { hasCredentials, parseWebAddress } from "./web-address.ts";

test.each([
  "https://yoursite.com",
  "http://localhost:3000/done?session={CHECKOUT_SESSION_ID}",
  "HTTPS://YOURSITE.COM/a",
  "https://例え.example/订单?名=值",
  "https://[::1]:8080/",
])("%s is a web address", (text) => {
  expect(parseWebAddress(text)?.href).toBe(new URL(text).href);
});

test.each([
  "",
  "nowhere",
  "//yoursite.com",
  "https:yoursite.com",
  "https:/yoursite.com",
  "https://",
  "ftp://yoursite.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "javascript://yoursite.com/%0aalert(1)",
  "data:text/html,a",
  " https://yoursite.com",
  "https://yoursite.com/a b",
  "https://yoursite.com/\r\nSet-Cookie: a=b",
  "https://yoursite.com/\u0000",
  "https://yoursite.com\\@evil.example",
  "https://yoursite.com:99999/",
  "https://[::1",
])("%j is none", (text) => {
  expect(parseWebAddress(text)).toBeUndefined();
});

test.each([
  ["https://yoursite.com/a@b", false],
  ["https://user@yoursite.com", true],
  ["https://:password@yoursite.com", true],
])("whether %s tells a name or a password: %s", (text, expected) => {
  expect(hasCredentials(new URL(text))).toBe(expected);
});
