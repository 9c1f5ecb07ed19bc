import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Event, EventType } from "../../events/event.ts";
import type { AttemptTrigger } from "../log/attempt.ts";
import { SECRET_LIST, type SealedSecrets, signingSecrets } from "../store.ts";
import type { ClaimedDelivery, JudgedDelivery } from "./delivery.ts";

// --- from the outbox to deliveries -----------------------------------------------------------------------------

export interface OutboxRow extends Scope {
  readonly event_ids: readonly string[];
}

/** Takes notes of all merchants off the outbox; those that another worker is taking are left to it. */
export async function takeFromOutbox(transaction: Queryable, limit: number): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow>(
    `DELETE FROM event_outbox WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM event_outbox LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING merchant_id, livemode, event_ids`,
    [limit],
  );
}

/** An endpoint, as far as the dispatcher looks at it. */
export interface Recipient extends Scope {
  readonly id: string;
  readonly api: string;
  readonly event_types: readonly string[];
}

/** Reads endpoints and keeps them from being disabled or deleted until their new deliveries are there. */
export async function shareEnabledEndpoints(
  transaction: Queryable,
  scopes: readonly Scope[],
): Promise<Recipient[]> {
  return transaction.query<Recipient>(
    `SELECT merchant_id, livemode, id, api, event_types FROM webhook_endpoints
      WHERE (merchant_id, livemode) IN (SELECT * FROM unnest($1::uuid[], $2::boolean[])) AND status = 'enabled'
      ORDER BY merchant_id, livemode, id FOR SHARE`,
    [scopes.map((scope) => scope.merchant_id), scopes.map((scope) => scope.livemode)],
  );
}

/** An event, as far as the dispatcher looks at it. */
export interface AnnouncedEvent extends Scope {
  readonly id: string;
  readonly type: EventType;
}

export async function findAnnouncedEvents(
  transaction: Queryable,
  notes: readonly OutboxRow[],
): Promise<AnnouncedEvent[]> {
  const announced = notes.flatMap(({ merchant_id, livemode, event_ids }) =>
    event_ids.map((id) => ({ merchant_id, livemode, id })),
  );
  return transaction.query<AnnouncedEvent>(
    `SELECT merchant_id, livemode, id, event.type
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[]) AS announced(merchant_id, livemode, id)
       JOIN events AS event USING (merchant_id, livemode, id) ORDER BY id`,
    [
      announced.map((event) => event.merchant_id),
      announced.map((event) => event.livemode),
      announced.map((event) => event.id),
    ],
  );
}

export interface NewDelivery extends Scope {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly event_id: string;
  readonly replay_id: string | null;
}

export async function insertDeliveries(
  transaction: Queryable,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  await transaction.query(
    `INSERT INTO webhook_deliveries
       (merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id, status, attempt_count, next_attempt_at, created_at)
     SELECT merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id, 'pending', 0, $7, $7
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[])
         AS delivery(merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id)
     ON CONFLICT DO NOTHING`,
    [
      deliveries.map((delivery) => delivery.merchant_id),
      deliveries.map((delivery) => delivery.livemode),
      deliveries.map((delivery) => delivery.id),
      deliveries.map((delivery) => delivery.webhook_endpoint_id),
      deliveries.map((delivery) => delivery.event_id),
      deliveries.map((delivery) => delivery.replay_id),
      now,
    ],
  );
}

// --- from due to done ------------------------------------------------------------------------------------------

export interface Claim {
  readonly now: Date;
  readonly leased_until: Date;
  readonly limit: number;
  readonly limit_per_endpoint: number;
  /** How many deliveries this process has under way at each endpoint. */
  readonly under_way: ReadonlyMap<string, number>;
}

type ClaimedRow = Scope &
  SealedSecrets &
  Omit<Event, "id" | "created_at"> & {
    id: string;
    attempt_count: number;
    body: string | null;
    webhook_endpoint_id: string;
    api: string;
    url: string;
    event_id: string;
    event_created_at: Date;
  };

const CLAIMED_LIST = `delivery.merchant_id, delivery.livemode, delivery.id, delivery.attempt_count, delivery.body,
       delivery.webhook_endpoint_id, endpoint.api, endpoint.url, ${SECRET_LIST},
       delivery.event_id, event.type, event.object_type, event.object_id, event.sequence,
       event.snapshot::text AS snapshot, event.created_at AS event_created_at`;

/**
 * Takes due deliveries of all merchants, as an attempt of each that others leave alone until the lease ends. Places
 * go to the endpoints that have the fewest under way, so that slow or dead ones cannot use them up. The endpoints
 * with pending deliveries are found by jumping from one to the next in the index, however long their queues are.
 */
export async function claimDueDeliveries(db: Queryable, claim: Claim): Promise<ClaimedDelivery[]> {
  const rows = await db.query<ClaimedRow>(
    `WITH RECURSIVE waiting(id) AS (
       (SELECT webhook_endpoint_id FROM webhook_deliveries WHERE status = 'pending' ORDER BY webhook_endpoint_id LIMIT 1)
       UNION ALL
       SELECT (SELECT webhook_endpoint_id FROM webhook_deliveries
                WHERE status = 'pending' AND webhook_endpoint_id > waiting.id ORDER BY webhook_endpoint_id LIMIT 1)
         FROM waiting WHERE waiting.id IS NOT NULL),
     endpoint AS (
       SELECT waiting.id, coalesce(busy.count, 0) AS under_way
         FROM waiting LEFT JOIN unnest($5::uuid[], $6::bigint[]) AS busy(id, count) USING (id)
        WHERE waiting.id IS NOT NULL),
     chosen AS MATERIALIZED (
       SELECT due.merchant_id, due.livemode, due.id
         FROM endpoint CROSS JOIN LATERAL (
           SELECT merchant_id, livemode, id, next_attempt_at, row_number() OVER (ORDER BY next_attempt_at) AS place
             FROM webhook_deliveries
            WHERE status = 'pending' AND webhook_endpoint_id = endpoint.id AND next_attempt_at <= $1
            ORDER BY next_attempt_at LIMIT greatest($4::bigint - endpoint.under_way, 0)) AS due
        ORDER BY endpoint.under_way + due.place, due.next_attempt_at LIMIT $3),
     claimed AS (
       SELECT delivery.merchant_id, delivery.livemode, delivery.id, delivery.webhook_endpoint_id, delivery.event_id
         FROM chosen JOIN webhook_deliveries AS delivery USING (merchant_id, livemode, id)
        WHERE delivery.status = 'pending' AND delivery.next_attempt_at <= $1
          FOR UPDATE OF delivery SKIP LOCKED)
     UPDATE webhook_deliveries AS delivery SET attempt_count = delivery.attempt_count + 1, next_attempt_at = $2
       FROM claimed
       JOIN webhook_endpoints AS endpoint
         ON endpoint.merchant_id = claimed.merchant_id AND endpoint.livemode = claimed.livemode
        AND endpoint.id = claimed.webhook_endpoint_id
       JOIN events AS event
         ON event.merchant_id = claimed.merchant_id AND event.livemode = claimed.livemode AND event.id = claimed.event_id
      WHERE delivery.merchant_id = claimed.merchant_id AND delivery.livemode = claimed.livemode
        AND delivery.id = claimed.id
     RETURNING ${CLAIMED_LIST}`,
    claimValues(claim),
  );
  return rows.map((row) => claimedDelivery(row, "automatic", claim.now));
}

/** Takes deliveries of all merchants that are to be sent again by hand, in the same fair order. */
export async function claimRetries(db: Queryable, claim: Claim): Promise<ClaimedDelivery[]> {
  const rows = await db.query<ClaimedRow>(
    `WITH due AS (
       SELECT merchant_id, livemode, webhook_delivery_id, next_attempt_at, coalesce(busy.count, 0)
           + row_number() OVER (PARTITION BY webhook_endpoint_id ORDER BY next_attempt_at) AS place
         FROM webhook_retries LEFT JOIN unnest($5::uuid[], $6::bigint[]) AS busy(webhook_endpoint_id, count)
           USING (webhook_endpoint_id)
        WHERE next_attempt_at <= $1),
     chosen AS MATERIALIZED (
       SELECT * FROM due WHERE place <= $4 ORDER BY place, next_attempt_at LIMIT $3),
     claimed AS (
       SELECT retry.merchant_id, retry.livemode, retry.webhook_delivery_id
         FROM chosen JOIN webhook_retries AS retry USING (merchant_id, livemode, webhook_delivery_id)
        WHERE retry.next_attempt_at <= $1
          FOR UPDATE OF retry SKIP LOCKED)
     UPDATE webhook_retries AS retry SET next_attempt_at = $2
       FROM claimed
       JOIN webhook_deliveries AS delivery
         ON delivery.merchant_id = claimed.merchant_id AND delivery.livemode = claimed.livemode
        AND delivery.id = claimed.webhook_delivery_id
       JOIN webhook_endpoints AS endpoint
         ON endpoint.merchant_id = claimed.merchant_id AND endpoint.livemode = claimed.livemode
        AND endpoint.id = delivery.webhook_endpoint_id
       JOIN events AS event
         ON event.merchant_id = claimed.merchant_id AND event.livemode = claimed.livemode AND event.id = delivery.event_id
      WHERE retry.merchant_id = claimed.merchant_id AND retry.livemode = claimed.livemode
        AND retry.webhook_delivery_id = claimed.webhook_delivery_id
     RETURNING ${CLAIMED_LIST}`,
    claimValues(claim),
  );
  return rows.map((row) => claimedDelivery(row, "manual", claim.now));
}

function claimValues({ now, leased_until, limit, limit_per_endpoint, under_way }: Claim): unknown[] {
  return [now, leased_until, limit, limit_per_endpoint, [...under_way.keys()], [...under_way.values()]];
}

function claimedDelivery(row: ClaimedRow, trigger: AttemptTrigger, now: Date): ClaimedDelivery {
  const { merchant_id, livemode, id, attempt_count, body, webhook_endpoint_id, api, url } = row;
  return {
    scope: { merchant_id, livemode },
    id,
    trigger,
    attempt: attempt_count,
    body,
    endpoint: { id: webhook_endpoint_id, api, url, sealed_secrets: signingSecrets(row, now) },
    event: {
      id: row.event_id,
      type: row.type,
      object_type: row.object_type,
      object_id: row.object_id,
      sequence: row.sequence,
      snapshot: row.snapshot,
      created_at: row.event_created_at,
    },
  };
}

/**
 * Writes the outcomes of attempts of all merchants. An attempt that outlived its lease, so that another has been
 * begun since, writes nothing.
 */
export async function writeOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = <T>(value: (delivery: JudgedDelivery) => T) => judged.map(value);
  await db.query(
    `UPDATE webhook_deliveries AS delivery
        SET status = outcome.status, next_attempt_at = outcome.next_attempt_at, body = coalesce(delivery.body, outcome.body),
            response_status = outcome.response_status, error = outcome.error,
            finished_at = CASE WHEN outcome.status <> 'pending' THEN $10::timestamptz END
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[], $9::text[])
         AS outcome(merchant_id, livemode, id, attempt, status, next_attempt_at, body, response_status, error)
      WHERE delivery.merchant_id = outcome.merchant_id AND delivery.livemode = outcome.livemode
        AND delivery.id = outcome.id AND delivery.attempt_count = outcome.attempt AND delivery.status = 'pending'`,
    [
      column(({ claimed }) => claimed.scope.merchant_id),
      column(({ claimed }) => claimed.scope.livemode),
      column(({ claimed }) => claimed.id),
      column(({ claimed }) => claimed.attempt),
      column(({ verdict }) => verdict.status),
      column(({ verdict }) => (verdict.status === "pending" ? verdict.next_attempt_at : null)),
      column(({ body }) => body),
      column(({ verdict }) => verdict.response_status),
      column(({ verdict }) => (verdict.status === "succeeded" ? null : verdict.error)),
      now,
    ],
  );
}

/**
 * Writes what became of attempts that merchants asked for. An acknowledgement ends the schedule; anything else leaves
 * it, and what it has led to, as it was.
 */
export async function writeRetryOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = <T>(value: (delivery: JudgedDelivery) => T) => judged.map(value);
  await db.query(
    `WITH outcome AS (
       SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::text[], $5::bigint[])
         AS outcome(merchant_id, livemode, id, body, acknowledged_with)),
     finished AS (
       DELETE FROM webhook_retries AS retry USING outcome
        WHERE retry.merchant_id = outcome.merchant_id AND retry.livemode = outcome.livemode
          AND retry.webhook_delivery_id = outcome.id),
     kept AS (
       SELECT outcome.*, acknowledged_with IS NULL OR delivery.status = 'succeeded' AS stays
         FROM outcome JOIN webhook_deliveries AS delivery USING (merchant_id, livemode, id)
          FOR UPDATE OF delivery)
     UPDATE webhook_deliveries AS delivery
        SET body = coalesce(delivery.body, kept.body),
            status = CASE WHEN stays THEN delivery.status ELSE 'succeeded' END,
            next_attempt_at = CASE WHEN stays THEN delivery.next_attempt_at END,
            response_status = CASE WHEN stays THEN delivery.response_status ELSE acknowledged_with END,
            error = CASE WHEN stays THEN delivery.error END,
            finished_at = CASE WHEN stays THEN delivery.finished_at ELSE $6::timestamptz END
       FROM kept
      WHERE delivery.merchant_id = kept.merchant_id AND delivery.livemode = kept.livemode AND delivery.id = kept.id`,
    [
      column(({ claimed }) => claimed.scope.merchant_id),
      column(({ claimed }) => claimed.scope.livemode),
      column(({ claimed }) => claimed.id),
      column(({ body }) => body),
      column(({ verdict }) => (verdict.status === "succeeded" ? verdict.response_status : null)),
      now,
    ],
  );
}

export async function failPendingDeliveries(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  endpoint_id: string,
  reason: string,
  now: Date,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, error = $4, finished_at = $5
      WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3 AND status = 'pending'`,
    [merchant_id, livemode, endpoint_id, reason, now],
  );
}

/** Puts a delivery in the queue of those that are sent again by hand, unless it is there. */
export async function insertRetry(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  delivery: { readonly id: string; readonly webhook_endpoint_id: string },
  now: Date,
): Promise<void> {
  await transaction.query(
    `INSERT INTO webhook_retries (merchant_id, livemode, webhook_delivery_id, webhook_endpoint_id, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [merchant_id, livemode, delivery.id, delivery.webhook_endpoint_id, now],
  );
}

export async function removeRetries(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  endpoint_id: string,
): Promise<void> {
  await transaction.query(
    "DELETE FROM webhook_retries WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3",
    [merchant_id, livemode, endpoint_id],
  );
}
