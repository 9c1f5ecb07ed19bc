import { expect, test } from "vitest";
import { newAttemptKey } from "./attempt-key.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("attempt keys are uuids, also on pages without a secure context", () => {
  expect(newAttemptKey(crypto)).toMatch(uuid);
  const insecure = { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) } as unknown as Crypto;
  expect(newAttemptKey(insecure)).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});
