import { columnsOf } from "../../../db/column-encoders.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Event, EventType } from "../../events/event.ts";
import type { Timetable } from "../queue/lease.ts";
import { hasEarlier } from "../queue/store.ts";
import { SECRET_LIST, type SealedSecrets } from "../store.ts";

export interface OutboxRow extends Scope {
  readonly event_ids: readonly string[];
}

/**
 * Takes notes of all merchants off the outbox, the oldest first, of so many events in all; a note that has more comes
 * alone. Another worker waits until this transaction is over: two at once could each have one of two events of the same
 * object, and neither would see that the other's comes first.
 */
export async function takeOldest(transaction: Queryable, event_limit: number): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow>(
    `WITH oldest AS (
       SELECT ctid, row_number() OVER by_age AS place, sum(cardinality(event_ids)) OVER by_age AS event_count
         FROM (SELECT ctid, id, event_ids FROM event_outbox ORDER BY id LIMIT $1) AS note
       WINDOW by_age AS (ORDER BY id ROWS UNBOUNDED PRECEDING)),
     ${takeUpTo("$1")}`,
    [event_limit],
  );
}

export interface Shares {
  /** The merchants behind this one have their turn. */
  readonly after: Scope;
  readonly merchant_limit: number;
  /** For each of them; a note that tells of more comes alone. */
  readonly event_limit: number;
}

/**
 * Takes the oldest notes of each merchant off the outbox, in the order of the merchants, and no more of one who has many
 * than of the others. The merchants are found by jumping from one to the next in the index.
 */
export async function takeShares(
  transaction: Queryable,
  { after, merchant_limit, event_limit }: Shares,
): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow>(
    `WITH RECURSIVE merchant AS (
       (SELECT merchant_id, livemode FROM event_outbox WHERE (merchant_id, livemode) > ($2, $3)
         ORDER BY merchant_id, livemode LIMIT 1)
       UNION ALL
       SELECT next.merchant_id, next.livemode
         FROM merchant CROSS JOIN LATERAL (
           SELECT merchant_id, livemode FROM event_outbox
            WHERE (merchant_id, livemode) > (merchant.merchant_id, merchant.livemode)
            ORDER BY merchant_id, livemode LIMIT 1) AS next),
     oldest AS (
       SELECT ctid, row_number() OVER by_age AS place, sum(cardinality(event_ids)) OVER by_age AS event_count
         FROM (SELECT * FROM merchant LIMIT $4) AS merchant CROSS JOIN LATERAL (
           SELECT ctid, id, event_ids FROM event_outbox
            WHERE merchant_id = merchant.merchant_id AND livemode = merchant.livemode ORDER BY id LIMIT $1) AS note
       WINDOW by_age AS (PARTITION BY merchant.merchant_id, merchant.livemode ORDER BY id ROWS UNBOUNDED PRECEDING)),
     ${takeUpTo("$1")}`,
    [event_limit, after.merchant_id, after.livemode, merchant_limit],
  );
}

/** Of what the statement calls oldest, those that tell of so many events together, or the first alone. */
const takeUpTo = (event_limit: string) => `taken AS (
       SELECT ctid FROM event_outbox
        WHERE ctid = ANY (ARRAY(SELECT ctid FROM oldest WHERE event_count <= ${event_limit} OR place = 1)) FOR UPDATE)
     DELETE FROM event_outbox WHERE ctid = ANY (ARRAY(SELECT ctid FROM taken))
     RETURNING merchant_id, livemode, event_ids`;

/** Since when the oldest news has waited that nobody has been told of yet; undefined: there is none. */
export async function findUntoldSince(db: Queryable): Promise<Date | undefined> {
  const rows = await db.query<{ created_at: Date }>(
    "SELECT created_at FROM event_outbox ORDER BY id LIMIT 1",
  );
  return rows[0]?.created_at;
}

/** An endpoint, as far as the dispatcher looks at it, and what a delivery to it needs. */
export interface Recipient extends Scope, SealedSecrets {
  readonly id: string;
  readonly api: string;
  readonly url: string;
  readonly event_types: readonly string[];
}

/** Reads endpoints and keeps them from being disabled or deleted until their new deliveries are there. */
export async function shareEnabledEndpoints(
  transaction: Queryable,
  scopes: readonly Scope[],
): Promise<Recipient[]> {
  return transaction.query<Recipient>(
    `SELECT merchant_id, livemode, id, api, url, event_types, ${SECRET_LIST} FROM webhook_endpoints
      WHERE (merchant_id, livemode) IN (SELECT * FROM unnest($1::uuid[], $2::boolean[])) AND status = 'enabled'
      ORDER BY merchant_id, livemode, id FOR SHARE`,
    [scopes.map((scope) => scope.merchant_id), scopes.map((scope) => scope.livemode)],
  );
}

export type AnnouncedEvent = Scope & Event;

/** The announced events of some types, the oldest first. */
export async function findAnnouncedEvents(
  transaction: Queryable,
  notes: readonly OutboxRow[],
  types: readonly EventType[],
): Promise<AnnouncedEvent[]> {
  const events = notes.flatMap(({ merchant_id, livemode, event_ids }) =>
    event_ids.map((id) => ({ merchant_id, livemode, id })),
  );
  const announced = columnsOf(events);
  return transaction.query<AnnouncedEvent>(
    `SELECT merchant_id, livemode, id, event.type, object_type, object_id, sequence, snapshot::text AS snapshot, created_at
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[]) AS announced(merchant_id, livemode, id)
       JOIN events AS event USING (merchant_id, livemode, id) WHERE event.type = ANY($4) ORDER BY id`,
    [
      announced("uuid", (event) => event.merchant_id),
      announced("bool", (event) => event.livemode),
      announced("uuid", (event) => event.id),
      types,
    ],
  );
}

export interface NewDelivery extends Scope {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly event_id: string;
  readonly replay_id: string | null;
  readonly object_id: string;
  readonly sequence: number;
  /** Whether its first attempt begins at once, unless the endpoint is still to be told something earlier. */
  readonly begins: boolean;
}

/** Puts deliveries in the queue. Answers the ids of those that begin: nobody else will, until their lease ends. */
export async function insertDeliveries(
  transaction: Queryable,
  deliveries: readonly NewDelivery[],
  { now, leased_until }: Timetable,
): Promise<Set<string>> {
  const column = columnsOf(deliveries);
  const rows = await transaction.query<{ id: string }>(
    `WITH placed AS MATERIALIZED (
       SELECT delivery.*, begins AND NOT ${hasEarlier("delivery", "$10")} AS claimed
         FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bigint[], $9::boolean[])
           AS delivery(merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id, object_id, sequence, begins)),
     made AS (
       INSERT INTO webhook_deliveries
         (merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id, object_id, sequence, status, attempt_count,
          next_attempt_at, is_under_way, created_at)
       SELECT merchant_id, livemode, id, webhook_endpoint_id, event_id, replay_id, object_id, sequence, 'pending',
              CASE WHEN claimed THEN 1 ELSE 0 END, CASE WHEN claimed THEN $11::timestamptz ELSE $10 END, claimed, $10
         FROM placed
       ON CONFLICT DO NOTHING RETURNING id, attempt_count)
     SELECT id FROM made WHERE attempt_count = 1`,
    [
      column("uuid", ({ merchant_id }) => merchant_id),
      column("bool", ({ livemode }) => livemode),
      column("uuid", ({ id }) => id),
      column("uuid", ({ webhook_endpoint_id }) => webhook_endpoint_id),
      column("uuid", ({ event_id }) => event_id),
      column("uuid", ({ replay_id }) => replay_id),
      column("uuid", ({ object_id }) => object_id),
      column("int8", ({ sequence }) => sequence),
      column("bool", ({ begins }) => begins),
      now,
      leased_until,
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
