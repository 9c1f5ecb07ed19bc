import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { Allowance, type RateLimitVerdict } from "./allowance.ts";

/** Counts one request of a merchant in a mode, against so many a minute. */
export type RateLimiter = (scope: Scope, limit: number) => RateLimitVerdict | Promise<RateLimitVerdict>;

/** Holds merchants to their limits in a sliding minute, together with every other process on the same database. */
export function createRateLimiter(core: Core): RateLimiter {
  const allowances = new Map<string, Allowance>();
  return (scope, limit) => {
    const name = `${scope.merchant_id}|${scope.livemode}`;
    const known = allowances.get(name);
    if (known !== undefined) return known.take(limit);
    const allowance = new Allowance(core, scope);
    allowances.set(name, allowance);
    return allowance.take(limit);
  };
}
