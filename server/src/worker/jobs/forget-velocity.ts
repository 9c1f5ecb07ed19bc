import type { Core } from "../../core/core.ts";
import { forgetVelocity } from "../../core/payments/velocity/forget.ts";
import type { Job } from "../runner.ts";

/** Drops counts of tries with cards that are over. */
export function forgetVelocityJob(core: Core): Job {
  return {
    name: "forget-velocity",
    every_ms: 10 * 60 * 1000,
    again_from: 1,
    run: () => forgetVelocity(core),
  };
}
