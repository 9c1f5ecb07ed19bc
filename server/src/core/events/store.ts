import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Event } from "./event.ts";

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
