import type { Core } from "../../core/core.ts";
import type { Job } from "../runner.ts";

/** Deletes security codes that were never used. */
export function forgetSecurityCodesJob(core: Core): Job {
  return {
    name: "forget-security-codes",
    every_ms: 60 * 1000,
    run: () => core.vault.forgetExpiredSecurityCodes(),
  };
}
