import { columnsOf } from "../../../db/column-encoders.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Event } from "../../events/event.ts";
import type { AttemptTrigger } from "../log/attempt.ts";
import { SECRET_LIST, type SealedSecrets, signingSecrets } from "../store.ts";
import type { ClaimedDelivery, JudgedDelivery } from "./delivery.ts";
import type { Timetable } from "./lease.ts";

export interface Claim extends Timetable {
  readonly limit: number;
  /** For all suspects together. */
  readonly limit_of_suspects: number;
  /** For an endpoint of which this process knows nothing. */
  readonly limit_per_endpoint: number;
  /** The endpoints that this process has deliveries of. */
  readonly known: readonly KnownEndpoint[];
}

export interface KnownEndpoint {
  readonly id: string;
  /** How many deliveries this process has claimed. */
  readonly claimed: number;
  /** How many more it may claim. */
  readonly room: number;
  /** It failed lately, or said nothing. */
  readonly is_suspect: boolean;
}

/**
 * Whether the endpoint is just being told, or has to be told first, of something earlier in the life of the same object.
 * OFFSET keeps this a look-up for each row: what is pending changes fast, so the planner takes it for next to nothing and
 * would rather read all of it. The endpoints are compared in a way that no index serves, because one endpoint may have a
 * long queue, and one object has a short one. For the same reason it asks for what is not finished, which is the same as
 * pending: only the index of objects can be used then.
 */
export function hasEarlier(delivery: string, now: string): string {
  return `EXISTS (
                SELECT FROM webhook_deliveries AS earlier
                 WHERE earlier.finished_at IS NULL AND earlier.object_id = ${delivery}.object_id
                   AND earlier.sequence < ${delivery}.sequence
                   AND earlier.webhook_endpoint_id IS NOT DISTINCT FROM ${delivery}.webhook_endpoint_id
                   AND earlier.replay_id IS NOT DISTINCT FROM ${delivery}.replay_id
                   AND (earlier.next_attempt_at <= ${now} OR earlier.is_under_way) OFFSET 0)`;
}

/**
 * What follows looks rows up by key. A plan for the few rows that were there when the tables were last counted
 * would read all of them for each row of a batch. For the same reason what looks up by key asks for next_attempt_at,
 * which only pending deliveries have, and not for their status: an index of all that is pending would seem as good.
 */
export async function planByKey(transaction: Queryable): Promise<void> {
  await transaction.query(
    `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true)`,
  );
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

const DELIVERY_LIST =
  "delivery.merchant_id, delivery.livemode, delivery.id, delivery.attempt_count, delivery.body, delivery.webhook_endpoint_id, delivery.event_id";

/**
 * What has been claimed, with its endpoint and its event. All of them are of the same merchant, so in one flat join the
 * planner may look up each through any other by merchant alone, and read all that the merchant has, for each row. OFFSET
 * leaves one way to find them: by the whole key.
 */
const READ_CLAIMED = `SELECT ${DELIVERY_LIST}, endpoint.*, event.*
       FROM claimed AS delivery
      CROSS JOIN LATERAL (
        SELECT api, url, ${SECRET_LIST} FROM webhook_endpoints
         WHERE merchant_id = delivery.merchant_id AND livemode = delivery.livemode AND id = delivery.webhook_endpoint_id
        OFFSET 0) AS endpoint
      CROSS JOIN LATERAL (
        SELECT type, object_type, object_id, sequence, snapshot::text AS snapshot, created_at AS event_created_at FROM events
         WHERE merchant_id = delivery.merchant_id AND livemode = delivery.livemode AND id = delivery.event_id
        OFFSET 0) AS event`;

/**
 * Takes due deliveries of all merchants, as an attempt of each that others leave alone until the lease ends. Places
 * go to the endpoints that have the fewest under way, and suspects have a limit of their own, so that slow or dead ones
 * cannot use them up. The endpoints
 * with pending deliveries are found by jumping from one to the next in the index, however long their queues are. What
 * tells of an object waits while what tells of an earlier event of it is due or under way.
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
       SELECT waiting.id, coalesce(known.claimed, 0) AS claimed, coalesce(known.room, $4::bigint) AS room,
              coalesce(known.is_suspect, false) AS is_suspect
         FROM waiting LEFT JOIN unnest($5::uuid[], $6::bigint[], $7::bigint[], $8::boolean[])
                             AS known(id, claimed, room, is_suspect) USING (id)
        WHERE waiting.id IS NOT NULL),
     due AS (
       SELECT due.merchant_id, due.livemode, due.id, due.next_attempt_at, endpoint.claimed + due.place AS turn, endpoint.is_suspect
         FROM endpoint CROSS JOIN LATERAL (
           SELECT merchant_id, livemode, id, next_attempt_at, row_number() OVER (ORDER BY next_attempt_at) AS place
             FROM webhook_deliveries AS waiting
            WHERE status = 'pending' AND webhook_endpoint_id = endpoint.id AND next_attempt_at <= $1
              AND NOT ${hasEarlier("waiting", "$1")}
            ORDER BY next_attempt_at LIMIT endpoint.room) AS due),
     chosen AS MATERIALIZED (${chosenOf("merchant_id, livemode, id")}),
     locked AS (
       SELECT delivery.merchant_id, delivery.livemode, delivery.id
         FROM chosen JOIN webhook_deliveries AS delivery USING (merchant_id, livemode, id)
        WHERE delivery.next_attempt_at <= $1
          FOR UPDATE OF delivery SKIP LOCKED),
     claimed AS (
       UPDATE webhook_deliveries AS delivery
          SET attempt_count = delivery.attempt_count + 1, next_attempt_at = $2, is_under_way = true
         FROM locked
        WHERE delivery.merchant_id = locked.merchant_id AND delivery.livemode = locked.livemode AND delivery.id = locked.id
       RETURNING ${DELIVERY_LIST})
     ${READ_CLAIMED}`,
    claimValues(claim),
  );
  return rows.map((row) => claimedDelivery(row, "automatic", claim));
}

/** Takes deliveries of all merchants that are to be sent again by hand, in the same fair order. */
export async function claimRetries(db: Queryable, claim: Claim): Promise<ClaimedDelivery[]> {
  const rows = await db.query<ClaimedRow>(
    `WITH asked_for AS (
       SELECT merchant_id, livemode, webhook_delivery_id, next_attempt_at, coalesce(claimed, 0) AS claimed,
              coalesce(room, $4::bigint) AS room, coalesce(is_suspect, false) AS is_suspect,
              row_number() OVER (PARTITION BY webhook_endpoint_id ORDER BY next_attempt_at) AS place
         FROM webhook_retries LEFT JOIN unnest($5::uuid[], $6::bigint[], $7::bigint[], $8::boolean[])
                                     AS known(webhook_endpoint_id, claimed, room, is_suspect) USING (webhook_endpoint_id)
        WHERE next_attempt_at <= $1),
     due AS (
       SELECT *, claimed + place AS turn FROM asked_for WHERE place <= room),
     chosen AS MATERIALIZED (${chosenOf("merchant_id, livemode, webhook_delivery_id")}),
     locked AS (
       SELECT retry.merchant_id, retry.livemode, retry.webhook_delivery_id
         FROM chosen JOIN webhook_retries AS retry USING (merchant_id, livemode, webhook_delivery_id)
        WHERE retry.next_attempt_at <= $1
          FOR UPDATE OF retry SKIP LOCKED),
     postponed AS (
       UPDATE webhook_retries AS retry SET next_attempt_at = $2
         FROM locked
        WHERE retry.merchant_id = locked.merchant_id AND retry.livemode = locked.livemode
          AND retry.webhook_delivery_id = locked.webhook_delivery_id
       RETURNING retry.merchant_id, retry.livemode, retry.webhook_delivery_id),
     claimed AS (
       SELECT ${DELIVERY_LIST}
         FROM postponed JOIN webhook_deliveries AS delivery
           ON delivery.merchant_id = postponed.merchant_id AND delivery.livemode = postponed.livemode
          AND delivery.id = postponed.webhook_delivery_id)
     ${READ_CLAIMED}`,
    claimValues(claim),
  );
  return rows.map((row) => claimedDelivery(row, "manual", claim));
}

/** Of what is due, by turns, as much as there is room for, and of suspects no more than their part. */
function chosenOf(key: string): string {
  return `SELECT ${key}
         FROM (SELECT *, row_number() OVER (PARTITION BY is_suspect ORDER BY turn, next_attempt_at) AS rank FROM due) AS ranked
        WHERE NOT is_suspect OR rank <= $9
        ORDER BY turn, next_attempt_at LIMIT $3`;
}

function claimValues(claim: Claim): unknown[] {
  const { now, leased_until, limit, limit_of_suspects, limit_per_endpoint, known } = claim;
  const column = <T>(value: (endpoint: KnownEndpoint) => T) => known.map(value);
  return [
    now,
    leased_until,
    limit,
    limit_per_endpoint,
    column(({ id }) => id),
    column(({ claimed }) => claimed),
    column(({ room }) => room),
    column(({ is_suspect }) => is_suspect),
    limit_of_suspects,
  ];
}

function claimedDelivery(
  row: ClaimedRow,
  trigger: AttemptTrigger,
  { now, leased_until }: Timetable,
): ClaimedDelivery {
  const { merchant_id, livemode, id, attempt_count, body, webhook_endpoint_id, api, url } = row;
  return {
    scope: { merchant_id, livemode },
    id,
    trigger,
    leased_until,
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

/** Puts deliveries of all merchants back that were claimed and never sent. */
export async function releaseDeliveries(
  db: Queryable,
  claimed: readonly ClaimedDelivery[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE webhook_deliveries AS delivery
        SET attempt_count = delivery.attempt_count - 1, next_attempt_at = $5, is_under_way = false
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::bigint[]) AS unsent(merchant_id, livemode, id, attempt)
      WHERE delivery.merchant_id = unsent.merchant_id AND delivery.livemode = unsent.livemode
        AND delivery.id = unsent.id AND delivery.attempt_count = unsent.attempt AND delivery.next_attempt_at IS NOT NULL`,
    [
      claimed.map(({ scope }) => scope.merchant_id),
      claimed.map(({ scope }) => scope.livemode),
      claimed.map(({ id }) => id),
      claimed.map(({ attempt }) => attempt),
      now,
    ],
  );
}

/** A body is kept to be sent again as it was. Of what has arrived, the event tells it. */
const keptBody = ({ body, verdict }: JudgedDelivery) => (verdict.status === "succeeded" ? null : body);

/**
 * Writes the outcomes of attempts of all merchants. An attempt that outlived its lease, so that another has been
 * begun since, writes nothing.
 */
export async function writeOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = columnsOf(judged);
  await db.query(
    `UPDATE webhook_deliveries AS delivery
        SET status = outcome.status, next_attempt_at = outcome.next_attempt_at, is_under_way = false, body = coalesce(delivery.body, outcome.body),
            response_status = outcome.response_status, error = outcome.error,
            finished_at = CASE WHEN outcome.status <> 'pending' THEN $10::timestamptz END
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[], $9::text[])
         AS outcome(merchant_id, livemode, id, attempt, status, next_attempt_at, body, response_status, error)
      WHERE delivery.merchant_id = outcome.merchant_id AND delivery.livemode = outcome.livemode
        AND delivery.id = outcome.id AND delivery.attempt_count = outcome.attempt AND delivery.next_attempt_at IS NOT NULL`,
    [
      column("uuid", ({ claimed }) => claimed.scope.merchant_id),
      column("bool", ({ claimed }) => claimed.scope.livemode),
      column("uuid", ({ claimed }) => claimed.id),
      column("int8", ({ claimed }) => claimed.attempt),
      column("text", ({ verdict }) => verdict.status),
      column("timestamptz", ({ verdict }) => (verdict.status === "pending" ? verdict.next_attempt_at : null)),
      column("text", keptBody),
      column("int8", ({ verdict }) => verdict.response_status),
      column("text", ({ verdict }) => (verdict.status === "succeeded" ? null : verdict.error)),
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
      column(keptBody),
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
