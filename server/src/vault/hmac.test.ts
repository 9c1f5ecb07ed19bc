import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { createHmacSha256 } from "./hmac.ts";

const key = Buffer.from("a key of thirty-two bytes, or so");
const hmac = createHmacSha256(key);
const expected = (text: string, of = key) => createHmac("sha256", of).update(text).digest("hex");

test.each([
  "",
  "a",
  "client_secret|owner|id",
  "x".repeat(63),
  "x".repeat(64),
  "é€😀".repeat(100),
  "longer than what is kept for texts".repeat(1000),
  "\ud800 alone",
])("is the HMAC of %.20j", (text) => {
  expect(hmac(text, "hex")).toBe(expected(text));
});

test("a text does not show in the hash of another one after it", () => {
  hmac("a long text that was hashed before", "hex");
  expect(hmac("as long as the text of just before", "hex")).toBe(
    expected("as long as the text of just before"),
  );
  expect(hmac("short", "hex")).toBe(expected("short"));
  expect(hmac("short", "base64url")).toBe(createHmac("sha256", key).update("short").digest("base64url"));
});

test("a key fills a block at most", () => {
  const block = Buffer.alloc(64, 9);
  expect(createHmacSha256(block)("text", "hex")).toBe(expected("text", block));
  expect(() => createHmacSha256(Buffer.alloc(65))).toThrow(RangeError);
});
