import type { Queryable } from "../../../../db/types.ts";
import type { Scope } from "../../../../kit/scope.ts";
import type { Event } from "../../../events/event.ts";
import type { AttemptTrigger } from "../../log/attempt.ts";
import { SECRET_LIST, type SealedSecrets, signingSecrets } from "../../store.ts";
import type { ClaimedDelivery } from "../delivery.ts";
import type { Timetable } from "../lease.ts";
import { hasEarlier } from "../store.ts";

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
