import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { createEntryCache } from "./entry-cache.ts";
import type { Envelope } from "./envelope.ts";

const bytes = Buffer.alloc(16);
const envelope: Envelope = {
  key: createSecretKey(bytes),
  nonce: bytes,
  ciphertext: bytes,
  tag: bytes,
  associated_data: bytes,
};
const scope = { merchant_id: "0196b2c0-0000-7000-8000-000000000001", livemode: false };

test("an entry is remembered for its merchant, its mode and its kind, and for no other", () => {
  const cache = createEntryCache();
  cache.set(scope, "card", "entry", envelope);
  expect(cache.get(scope, "card", "entry")).toBe(envelope);
  expect(cache.get(scope, "us_bank_account", "entry")).toBeUndefined();
  expect(cache.get({ ...scope, livemode: true }, "card", "entry")).toBeUndefined();
  expect(cache.get({ ...scope, merchant_id: "another" }, "card", "entry")).toBeUndefined();
  expect(cache.get(scope, "card", "another entry")).toBeUndefined();
});
