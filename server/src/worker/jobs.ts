import type { Core } from "../core/core.ts";
import type { DeliveryTools } from "../core/webhooks/deliver.ts";
import { deliverWebhooksJob } from "./jobs/deliver-webhooks.ts";
import { dispatchEventsJob } from "./jobs/dispatch-events.ts";
import { expireIdempotencyKeysJob } from "./jobs/expire-idempotency-keys.ts";
import { forgetCardsJob } from "./jobs/forget-cards.ts";
import { forgetSecurityCodesJob } from "./jobs/forget-security-codes.ts";
import { resolveAttemptsJob } from "./jobs/resolve-attempts.ts";
import type { Job } from "./runner.ts";

/** Everything that time or a crash leaves to be done. */
export function workerJobs(core: Core, tools: DeliveryTools): Job[] {
  return [
    dispatchEventsJob(core, tools.dialects),
    deliverWebhooksJob(core, tools),
    resolveAttemptsJob(core),
    expireIdempotencyKeysJob(core),
    forgetSecurityCodesJob(core),
    forgetCardsJob(core),
  ];
}
