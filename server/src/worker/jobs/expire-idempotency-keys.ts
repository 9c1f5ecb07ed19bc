import type { Core } from "../../core/core.ts";
import { expireIdempotencyKeys } from "../../core/idempotency/expire.ts";
import type { Job } from "../runner.ts";

/** Forgets old idempotency keys, a portion at a time, until there are none. */
export function expireIdempotencyKeysJob(core: Core): Job {
  return {
    name: "expire-idempotency-keys",
    every_ms: 60 * 60 * 1000,
    again_from: 1,
    run: () => expireIdempotencyKeys(core),
  };
}
