import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { Allowance, type RateLimitVerdict } from "./allowance.ts";

/** Counts one request of a merchant in a mode, against so many a minute. */
export type RateLimiter = (scope: Scope, limit: number) => RateLimitVerdict | Promise<RateLimitVerdict>;

/** Holds merchants to their limits in a sliding minute, together with every other process on the same database. */
export function createRateLimiter(core: Core): RateLimiter {
  // One for each mode: looking up an id that is there already is quicker than making a name of it.
  const live = new Map<string, Allowance>();
  const test = new Map<string, Allowance>();
  return (scope, limit) => {
    const allowances = scope.livemode ? live : test;
    const known = allowances.get(scope.merchant_id);
    if (known !== undefined) return known.take(limit);
    const allowance = new Allowance(core, scope);
    allowances.set(scope.merchant_id, allowance);
    return allowance.take(limit);
  };
}
