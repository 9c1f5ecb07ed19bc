import type { Core } from "../../core/core.ts";
import { turnKeyGenerations } from "../../core/idempotency/turn-generations.ts";
import type { Job } from "../runner.ts";

/** Forgets the idempotency keys of a whole day, once a day. */
export function expireIdempotencyKeysJob(core: Core): Job {
  return {
    name: "expire-idempotency-keys",
    every_ms: 60 * 1000,
    run: async () => ((await turnKeyGenerations(core)) ? 1 : 0),
  };
}
