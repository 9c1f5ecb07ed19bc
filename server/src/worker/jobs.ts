import type { Core } from "../core/core.ts";
import type { DeliveryTools } from "../core/webhooks/queue/attempts.ts";
import { createDeliverer } from "../core/webhooks/queue/deliver.ts";
import { createGivingWay, LONGEST_WAIT_MS } from "../core/webhooks/queue/giving-way.ts";
import { answerDisputesJob } from "./jobs/answer-disputes.ts";
import { deliverWebhooksJob } from "./jobs/deliver-webhooks.ts";
import { dispatchEventsJob } from "./jobs/dispatch-events.ts";
import { endSubscriptionsJob } from "./jobs/end-subscriptions.ts";
import { expireIdempotencyKeysJob } from "./jobs/expire-idempotency-keys.ts";
import { forgetCardsJob } from "./jobs/forget-cards.ts";
import { forgetDeliveriesJob } from "./jobs/forget-deliveries.ts";
import { forgetSecurityCodesJob } from "./jobs/forget-security-codes.ts";
import { forgetVelocityJob } from "./jobs/forget-velocity.ts";
import { keepCardsJob } from "./jobs/keep-cards.ts";
import { keepPaidCardsJob } from "./jobs/keep-paid-cards.ts";
import { lookAfterSubscriptionsJob } from "./jobs/look-after-subscriptions.ts";
import { releaseAuthorizationsJob } from "./jobs/release-authorizations.ts";
import { replayEventsJob } from "./jobs/replay-events.ts";
import { resolveAttemptsJob } from "./jobs/resolve-attempts.ts";
import { resolveModificationsJob } from "./jobs/resolve-modifications.ts";
import { resolveRefundsJob } from "./jobs/resolve-refunds.ts";
import { retryWebhooksJob } from "./jobs/retry-webhooks.ts";
import { sealLedgerJob } from "./jobs/seal-ledger.ts";
import { watchDisputesJob } from "./jobs/watch-disputes.ts";
import { createLookout, type ReadUtilization } from "./lookout.ts";
import type { Job } from "./runner.ts";

/** What may wait while payments queue. */
export interface Patience {
  /** For how long at most; 0: not at all. */
  readonly longest_wait_ms: number;
  readonly readUtilization: ReadUtilization;
}

/** It waits as long as it may, and the process counts as busy, where nobody says otherwise. */
const USUAL_PATIENCE: Patience = { longest_wait_ms: LONGEST_WAIT_MS, readUtilization: () => 1 };

/** Everything that time or a crash leaves to be done. */
export function workerJobs(
  core: Core,
  tools: DeliveryTools,
  { longest_wait_ms, readUtilization }: Patience = USUAL_PATIENCE,
): Job[] {
  const waiting = { longest_wait_ms, paymentsQueue: createLookout(core, readUtilization) };
  const deliverer = createDeliverer(core, tools);
  return [
    dispatchEventsJob(core, tools.dialects, deliverer, createGivingWay(core, waiting)),
    deliverWebhooksJob(deliverer),
    retryWebhooksJob(core, tools),
    replayEventsJob(core),
    resolveAttemptsJob(core),
    resolveModificationsJob(core),
    releaseAuthorizationsJob(core),
    resolveRefundsJob(core),
    watchDisputesJob(core),
    answerDisputesJob(core),
    lookAfterSubscriptionsJob(core),
    endSubscriptionsJob(core),
    expireIdempotencyKeysJob(core),
    forgetSecurityCodesJob(core),
    forgetDeliveriesJob(core),
    forgetCardsJob(core),
    forgetVelocityJob(core),
    keepCardsJob(core),
    keepPaidCardsJob(core),
    sealLedgerJob(core, waiting),
  ];
}
