import { hash } from "node:crypto";
import type { Scope } from "../../kit/scope.ts";
import type { IdempotencyKey } from "./exchange.ts";

const DIGITS = 32;

/**
 * What is stored of an idempotency key: 128 bits of its SHA-256, with the mode and the API it belongs to, as the 32
 * hexadecimal digits of a UUID. A merchant's keys are told apart by it. Migration 0032 says the same in SQL.
 */
export function digestKey(
  { livemode }: Pick<Scope, "livemode">,
  { api, key }: Pick<IdempotencyKey, "api" | "key">,
): string {
  return hash("sha256", `${livemode ? "live" : "test"}\n${api}\n${key}`, "hex").slice(0, DIGITS);
}
