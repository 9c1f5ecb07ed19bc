import { expect, test } from "vitest";
import type { Vault } from "../../vault/vault.ts";
import { parseSessionToken, sessionToken } from "./session-token.ts";

const deriveToken = (purpose: string, id: string) => `${purpose}-${id}`.replace(/[^\w-]/g, "_");
const verifyToken = (purpose: string, id: string, token: string) => deriveToken(purpose, id) === token;
const vault = { deriveToken, verifyToken } as unknown as Vault;

const scope = { merchant_id: "01890000-0000-7000-8000-00000000abcd", livemode: true };

test("a cashier token says whose session it opens, and in which mode", () => {
  expect(parseSessionToken(vault, "session", sessionToken(vault, scope, "session"))).toEqual(scope);
  const test_scope = { ...scope, livemode: false };
  expect(parseSessionToken(vault, "session", sessionToken(vault, test_scope, "session"))).toEqual(test_scope);
});

test("a token opens no other session, and a made-up one opens none", () => {
  const token = sessionToken(vault, scope, "session");
  expect(parseSessionToken(vault, "another", token)).toBeUndefined();
  expect(parseSessionToken(vault, "session", "")).toBeUndefined();
  expect(parseSessionToken(vault, "session", `${token}.x`)).toBeUndefined();
  expect(parseSessionToken(vault, "session", token.replace(/^./, "X"))).toBeUndefined();
});
