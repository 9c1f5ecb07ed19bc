import type { Scope } from "../../../kit/scope.ts";

/** A scope as the key of a map; keys sort as scopes do in the database. */
export function scopeKey({ merchant_id, livemode }: Scope): string {
  return `${merchant_id}|${livemode}`;
}

/** Each scope once. */
export function distinctScopes(owned: readonly Scope[]): Scope[] {
  return [...new Map(owned.map((one) => [scopeKey(one), one])).values()];
}
