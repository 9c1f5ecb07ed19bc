import type { Queryable } from "../../../db/types.ts";
import type { Core } from "../../core.ts";
import type { WebhookDialect } from "../dialect.ts";
import type { WebhookTransport } from "../transport.ts";
import { attemptDelivery } from "./attempt-delivery.ts";
import type { ClaimedDelivery, LoggedDelivery } from "./delivery.ts";
import type { Courier, Dispatched } from "./dispatch.ts";
import { leaseLasts, timetable } from "./lease.ts";
import { createLines } from "./lines.ts";
import { createPlaces, type PlacesOptions } from "./places.ts";
import { recordDeliveries } from "./record.ts";
import { createSigner } from "./sign.ts";
import {
  type Claim,
  claimDueDeliveries,
  claimRetries,
  type KnownEndpoint,
  planByKey,
  releaseDeliveries,
} from "./store.ts";

/** Where a deliverer finds its work, and how much of it may be under way. */
export interface DeliveryQueue {
  readonly claim: (db: Queryable, claim: Claim) => Promise<ClaimedDelivery[]>;
  /** Those that wait in this process included. */
  readonly at_once: number;
  readonly per_endpoint: PlacesOptions;
}

export const SCHEDULED_DELIVERIES: DeliveryQueue = {
  claim: claimDueDeliveries,
  at_once: 1024,
  per_endpoint: { first: 8, most: 64, most_claimed: 512 },
};

/** What merchants want to have sent again now: apart from the schedule, so that neither waits for the other. */
export const REQUESTED_RETRIES: DeliveryQueue = {
  claim: claimRetries,
  at_once: 32,
  per_endpoint: { first: 4, most: 4, most_claimed: 4 },
};

/** Outcomes are gathered for a moment, and recorded together: a delivery costs a fraction of a commit. */
const GATHER_MS = 20;
/** With more than this waiting for their endpoints' connections, no news is dispatched. */
const MOST_WAITING = 256;

/** Delivers what is due, a bounded number at once. */
export interface Deliverer {
  /**
   * Records what has been answered, starts what is due, and answers how much that was, without waiting for it.
   * `onFinished` is called when something has been answered, and with it a place become free.
   */
  run(onFinished: () => void): Promise<number>;
  /** Who takes news as it is dispatched; `onFinished` as above. */
  courier(onFinished: () => void): Courier;
  /** Whether more news may be dispatched. */
  isReady(): boolean;
  /** Whether it has been asked that in vain, and would say yes now. It says so once. */
  hasBecomeReady(): boolean;
  /** Puts back what waits, waits for what is under way, and records it. */
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
  const sign = createSigner(core, tools.dialects);
  const places = createPlaces(queue.per_endpoint);
  const lines = createLines(places);
  const under_way = new Set<Promise<void>>();
  /** Endpoints of which more is due than was claimed: their news waits behind it. */
  const crowded = new Set<string>();
  /** Endpoints that are to hear more of an object of which they are just being told. */
  const held = new Set<string>();
  let judged: LoggedDelivery[] = [];
  let unsent: ClaimedDelivery[] = [];
  let is_to_look = true;
  let is_called_back = false;
  let gathering = false;
  let was_refused = false;

  // One transaction for the outcomes and the next claim.
  async function recordAndClaim(
    limit: number,
    known: readonly KnownEndpoint[] = [],
  ): Promise<ClaimedDelivery[]> {
    const [outcomes, released] = [judged, unsent];
    if (outcomes.length === 0 && released.length === 0 && limit === 0) return [];
    [judged, unsent] = [[], []];
    const times = timetable(core.clock.now());
    try {
      return await core.db.transaction(async (transaction) => {
        await planByKey(transaction);
        await recordDeliveries(transaction, outcomes, times.now);
        if (released.length > 0) await releaseDeliveries(transaction, released, times.now);
        if (limit === 0) return [];
        const limit_per_endpoint = queue.per_endpoint.first;
        return queue.claim(transaction, { ...times, limit, limit_per_endpoint, known });
      });
    } catch (error) {
      judged = [...outcomes, ...judged];
      unsent = [...released, ...unsent];
      throw error;
    }
  }

  /** Remembers at which endpoints there is probably more than what was claimed. */
  function noteClaimed(claimed: readonly ClaimedDelivery[], rooms: ReadonlyMap<string, number>): void {
    const counts = new Map<string, number>();
    for (const { endpoint } of claimed) counts.set(endpoint.id, (counts.get(endpoint.id) ?? 0) + 1);
    for (const [endpoint_id, count] of counts) {
      if (count >= (rooms.get(endpoint_id) ?? queue.per_endpoint.first)) crowded.add(endpoint_id);
    }
    for (const endpoint_id of crowded) {
      const room = rooms.get(endpoint_id) ?? queue.per_endpoint.first;
      if (room > 0 && (counts.get(endpoint_id) ?? 0) < room) crowded.delete(endpoint_id);
    }
    for (const endpoint_id of held) if (!rooms.has(endpoint_id)) held.delete(endpoint_id);
    is_to_look = claimed.length > 0;
  }

  function begin(claimed: ClaimedDelivery, onFinished: () => void): void {
    const endpoint_id = claimed.endpoint.id;
    lines.begin(endpoint_id);
    const attempt = attemptDelivery(core, sign, tools.transport, claimed).then((outcome) => {
      under_way.delete(attempt);
      lines.end(endpoint_id);
      judged.push(outcome);
      places.learn(endpoint_id, outcome.verdict.status === "succeeded", outcome.logged.duration_ms);
      unsent.push(...lines.shorten(endpoint_id));
      if (crowded.has(endpoint_id) || held.has(endpoint_id)) is_to_look = true;
      startWaiting(endpoint_id, onFinished);
      callBack(onFinished);
    });
    under_way.add(attempt);
  }

  /** Begins what waits for this endpoint, as far as it has places. */
  function startWaiting(endpoint_id: string, onFinished: () => void): void {
    const now = core.clock.now();
    for (let next = lines.next(endpoint_id); next !== undefined; next = lines.next(endpoint_id)) {
      if (leaseLasts(next.leased_until, now)) begin(next, onFinished);
      else unsent.push(next);
    }
  }

  function callBack(onFinished: () => void): void {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      is_called_back = true;
      onFinished();
    }, GATHER_MS);
  }

  function start(claimed: readonly ClaimedDelivery[], onFinished: () => void): void {
    for (const delivery of claimed) lines.queue(delivery);
    for (const endpoint_id of new Set(claimed.map(({ endpoint }) => endpoint.id))) {
      startWaiting(endpoint_id, onFinished);
    }
  }

  return {
    async run(onFinished) {
      // Called back for outcomes only, it looks for more where more was seen; called by the clock, everywhere.
      const looks = is_to_look || !is_called_back;
      is_called_back = false;
      const limit = looks ? Math.max(queue.at_once - lines.size(), 0) : 0;
      const known = lines.known(crowded);
      const rooms = new Map(known.map(({ id, room }) => [id, room]));
      const claimed = await recordAndClaim(limit, known);
      if (limit > 0) noteClaimed(claimed, rooms);
      start(claimed, onFinished);
      return claimed.length;
    },
    courier: (onFinished) => ({
      room(endpoint_id) {
        const room = crowded.has(endpoint_id) ? 0 : lines.room(endpoint_id);
        // The quickest get all the news of a batch: to claim the rest of it later would cost more than it waits in line.
        const is_quick = places.claimable(endpoint_id) === queue.per_endpoint.most_claimed;
        return room > 0 && is_quick ? queue.per_endpoint.most_claimed : room;
      },
      take(dispatched: Dispatched) {
        for (const endpoint_id of dispatched.crowded) crowded.add(endpoint_id);
        for (const endpoint_id of dispatched.held) held.add(endpoint_id);
        if (dispatched.crowded.size > 0) is_to_look = true;
        start(dispatched.claimed, onFinished);
      },
    }),
    isReady() {
      was_refused = lines.waiting() >= MOST_WAITING;
      return !was_refused;
    },
    hasBecomeReady() {
      const has_become = was_refused && lines.waiting() < MOST_WAITING;
      if (has_become) was_refused = false;
      return has_become;
    },
    async drain() {
      unsent.push(...lines.clear());
      await Promise.all(under_way);
      await recordAndClaim(0);
    },
  };
}
