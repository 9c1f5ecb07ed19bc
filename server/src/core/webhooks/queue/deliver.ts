import type { Queryable } from "../../../db/types.ts";
import { addMilliseconds } from "../../../kit/clock.ts";
import type { Core } from "../../core.ts";
import type { WebhookDialect } from "../dialect.ts";
import { type AttemptTiming, describeAttempt } from "../log/attempt.ts";
import type { WebhookTransport } from "../transport.ts";
import type { ClaimedDelivery, LoggedDelivery } from "./delivery.ts";
import { judgeAnswer, judgeFailure } from "./judge.ts";
import { recordDeliveries } from "./record.ts";
import { signDelivery } from "./sign.ts";
import { type Claim, claimDueDeliveries, claimRetries } from "./store.ts";

/** Where a deliverer finds its work, and how much of it may be under way. */
export interface DeliveryQueue {
  readonly claim: (db: Queryable, claim: Claim) => Promise<ClaimedDelivery[]>;
  readonly at_once: number;
  readonly at_once_per_endpoint: number;
}

const SCHEDULED_DELIVERIES: DeliveryQueue = {
  claim: claimDueDeliveries,
  at_once: 64,
  at_once_per_endpoint: 8,
};

/** What merchants want to have sent again now: apart from the schedule, so that neither waits for the other. */
export const REQUESTED_RETRIES: DeliveryQueue = { claim: claimRetries, at_once: 32, at_once_per_endpoint: 4 };

const TIMEOUT_MS = 15_000;
const LEASE_MARGIN_MS = 15_000;

/** Delivers what is due, a bounded number at once. */
export interface Deliverer {
  /**
   * Records what has been answered, starts what is due, and answers how much that was, without waiting for it.
   * `onFinished` is called when something has been answered, and with it a place become free.
   */
  run(onFinished: () => void): Promise<number>;
  /** Waits for what is under way, and records it. */
  drain(): Promise<void>;
}

export interface DeliveryTools {
  readonly dialects: readonly WebhookDialect[];
  readonly transport: WebhookTransport;
}

export function createDeliverer(
  core: Core,
  tools: DeliveryTools,
  queue: DeliveryQueue = SCHEDULED_DELIVERIES,
): Deliverer {
  const under_way = new Map<Promise<void>, ClaimedDelivery>();
  let judged: LoggedDelivery[] = [];

  // One transaction for the outcomes and the next claim: under load a delivery costs a fraction of a commit.
  async function recordAndClaim(limit: number): Promise<ClaimedDelivery[]> {
    const outcomes = judged;
    judged = [];
    const now = core.clock.now();
    const work = async (db: Queryable) => {
      await recordDeliveries(db, outcomes, now);
      if (limit === 0) return [];
      return queue.claim(db, {
        now,
        leased_until: addMilliseconds(now, TIMEOUT_MS + LEASE_MARGIN_MS),
        limit,
        limit_per_endpoint: queue.at_once_per_endpoint,
        under_way: countByEndpoint(under_way.values()),
      });
    };
    try {
      return outcomes.length === 0 ? await work(core.db) : await core.db.transaction(work);
    } catch (error) {
      judged = [...outcomes, ...judged];
      throw error;
    }
  }

  function start(claimed: ClaimedDelivery, onFinished: () => void): void {
    const attempt = attemptDelivery(core, tools, claimed).then((outcome) => {
      under_way.delete(attempt);
      judged.push(outcome);
      onFinished();
    });
    under_way.set(attempt, claimed);
  }

  return {
    async run(onFinished) {
      const claimed = await recordAndClaim(queue.at_once - under_way.size);
      for (const delivery of claimed) start(delivery, onFinished);
      return claimed.length;
    },
    async drain() {
      await Promise.all(under_way.keys());
      await recordAndClaim(0);
    },
  };
}

function countByEndpoint(deliveries: Iterable<ClaimedDelivery>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { endpoint } of deliveries) counts.set(endpoint.id, (counts.get(endpoint.id) ?? 0) + 1);
  return counts;
}

/** One attempt, from claimed to judged. Whatever goes wrong on our side counts as an attempt that failed. */
async function attemptDelivery(
  core: Core,
  { dialects, transport }: DeliveryTools,
  claimed: ClaimedDelivery,
): Promise<LoggedDelivery> {
  const timing = startTiming(core);
  try {
    const signed = await signDelivery(core, dialects, claimed);
    const { headers, body } = signed;
    const result = await transport.send({ url: claimed.endpoint.url, headers, body, timeout_ms: TIMEOUT_MS });
    const judged = judgeAnswer({ signed, result }, core.clock.now(), core.random);
    return { ...judged, logged: describeAttempt(judged, timing(), signed, result) };
  } catch (error) {
    core.log.error({ err: error, webhook_delivery_id: claimed.id }, "a webhook could not be prepared");
    const reason = "The webhook could not be prepared.";
    const judged = judgeFailure(claimed, reason, core.clock.now(), core.random, { body: claimed.body });
    return { ...judged, logged: describeAttempt(judged, timing()) };
  }
}

function startTiming({ new_id, clock }: Core): () => AttemptTiming {
  const began = { id: new_id(), created_at: clock.now() };
  const began_ms = clock.monotonic_ms();
  return () => ({ ...began, duration_ms: Math.max(0, Math.round(clock.monotonic_ms() - began_ms)) });
}
