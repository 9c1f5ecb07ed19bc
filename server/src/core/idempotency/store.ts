import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { IdempotencyKey, RenderedAnswer } from "./exchange.ts";

export interface StoredKey {
  request_hash: Buffer;
  payment_intent_id: string | null;
  payment_attempt_id: string | null;
  refund_id: string | null;
  payment_modification_id: string | null;
  response_status: number | null;
  response_body: string | null;
}

export async function findKey(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { api, key }: IdempotencyKey,
): Promise<StoredKey | undefined> {
  const rows = await db.query<StoredKey>(
    `SELECT request_hash, payment_intent_id, payment_attempt_id, refund_id, payment_modification_id, response_status, response_body
       FROM idempotency_keys WHERE merchant_id = $1 AND livemode = $2 AND api = $3 AND key = $4`,
    [merchant_id, livemode, api, key],
  );
  return rows[0];
}

/** Stores a key with its answer. False: another request stored it first, and this one's writes must not stand. */
export async function insertAnsweredKey(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { api, key, request_hash }: IdempotencyKey,
  answer: RenderedAnswer,
  created_at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO idempotency_keys (merchant_id, livemode, api, key, request_hash, response_status, response_body, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
    [merchant_id, livemode, api, key, request_hash, answer.status, answer.body, created_at],
  );
  return rows.length === 1;
}

/** Reserves a key for a refund whose answer comes later. False: another request has it, and nothing was written. */
export async function reserveKeyForRefund(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { api, key, request_hash }: IdempotencyKey,
  refund_id: string,
  created_at: Date,
): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO idempotency_keys (merchant_id, livemode, api, key, request_hash, refund_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1`,
    [merchant_id, livemode, api, key, request_hash, refund_id, created_at],
  );
  return rows.length === 1;
}

/** The same for a capture, or a void, of a payment. */
export async function reserveKeyForModification(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { api, key, request_hash }: IdempotencyKey,
  payment_modification_id: string,
  created_at: Date,
): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO idempotency_keys (merchant_id, livemode, api, key, request_hash, payment_modification_id, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1`,
    [merchant_id, livemode, api, key, request_hash, payment_modification_id, created_at],
  );
  return rows.length === 1;
}

/** Stores the answer to a key that was reserved. */
export async function answerReservedKey(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { api, key }: IdempotencyKey,
  answer: RenderedAnswer,
): Promise<void> {
  await transaction.query(
    `UPDATE idempotency_keys SET response_status = $5, response_body = $6
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3 AND key = $4`,
    [merchant_id, livemode, api, key, answer.status, answer.body],
  );
}

/** Drops the keys of every merchant that were made before an instant, some at a time. Answers how many. */
export async function deleteKeysBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `WITH gone AS (
       DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency_keys WHERE created_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
       RETURNING 1)
     SELECT count(*) AS count FROM gone`,
    [before, limit],
  );
  return rows[0]?.count ?? 0;
}
