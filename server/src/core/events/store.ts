import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { firstIdAt } from "../../kit/ids.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Event, EventType } from "./event.ts";

/** Writes an event, and the note to the dispatcher, in the caller's transaction. */
export async function insertEvent(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  event: Event,
): Promise<void> {
  await transaction.query(
    `WITH event AS (
       INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id)
     INSERT INTO event_outbox (merchant_id, livemode, id, event_ids, created_at)
     SELECT $1, $2, id, ARRAY[id], $9 FROM event`,
    [
      merchant_id,
      livemode,
      event.id,
      event.type,
      event.object_type,
      event.object_id,
      event.sequence,
      event.snapshot,
      event.created_at,
    ],
  );
}

/** Which events are meant. Both ends of the stretch of time belong to it. */
export interface EventCriteria {
  readonly types: readonly EventType[];
  readonly object_id: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

// An event's id and its time are taken within one request, from one clock; the ids find the place in the primary key.
const LONGEST_REQUEST_MS = 60_000;

const CRITERIA = `merchant_id = $1 AND livemode = $2 AND type = ANY($3) AND ($4::uuid IS NULL OR object_id = $4)
        AND ($5::timestamptz IS NULL OR created_at >= $5) AND ($6::timestamptz IS NULL OR created_at <= $6)
        AND ($7::uuid IS NULL OR id >= $7) AND ($8::uuid IS NULL OR id < $8)`;

function criteriaValues(
  { merchant_id, livemode }: Scope,
  { types, object_id, from, to }: EventCriteria,
): unknown[] {
  const first_id = from && firstIdAt(addMilliseconds(from, -LONGEST_REQUEST_MS));
  const last_id = to && firstIdAt(addMilliseconds(to, LONGEST_REQUEST_MS));
  return [merchant_id, livemode, types, object_id, from, to, first_id, last_id];
}

/** How many events there are, counted no further than a limit. */
export async function countEvents(
  db: Queryable,
  scope: Scope,
  criteria: EventCriteria,
  limit: number,
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT FROM events WHERE ${CRITERIA} LIMIT $9) AS event`,
    [...criteriaValues(scope, criteria), limit],
  );
  return rows[0]?.count ?? 0;
}

/** Oldest first, from the one after `after_id` on. */
export function findEventPlaces(
  db: Queryable,
  scope: Scope,
  criteria: EventCriteria,
  after_id: string | null,
  limit: number,
): Promise<EventPlace[]> {
  return db.query<EventPlace>(
    `SELECT id, object_id, sequence FROM events
      WHERE ${CRITERIA} AND ($9::uuid IS NULL OR id > $9) ORDER BY id LIMIT $10`,
    [...criteriaValues(scope, criteria), after_id, limit],
  );
}

/** Which event it is of which object. */
export type EventPlace = Pick<Event, "id" | "object_id" | "sequence">;

const EVENT_LIST = "id, type, object_type, object_id, sequence, snapshot::text AS snapshot, created_at";

/** Newest first, one more than asked for. */
export function findEvents(
  db: Queryable,
  scope: Scope,
  criteria: EventCriteria,
  page: Page,
): Promise<Event[]> {
  const select = `SELECT ${EVENT_LIST} FROM events WHERE ${CRITERIA}`;
  return selectPage<Event>(db, select, criteriaValues(scope, criteria), page);
}

export async function findEvent(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Event | undefined> {
  const rows = await db.query<Event>(
    `SELECT ${EVENT_LIST} FROM events WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}
