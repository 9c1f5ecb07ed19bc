import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import { digestKey } from "./digest-key.ts";
import type { IdempotencyKey, RenderedAnswer } from "./exchange.ts";

export interface StoredKey {
  request_hash: Buffer;
  payment_intent_id: string | null;
  payment_attempt_id: string | null;
  refund_id: string | null;
  payment_modification_id: string | null;
  /** The event whose outcome the answer tells, when its words are not kept. */
  event_id: string | null;
  response_status: number | null;
  response_body: string | null;
}

const SAME_KEY = "merchant_id = $1 AND livemode = $2 AND key_digest = $3";

const sameKey = (scope: Scope, key: IdempotencyKey) => [
  scope.merchant_id,
  scope.livemode,
  digestKey(scope, key),
];

/**
 * New keys go to `idempotency_keys` and are looked for in `idempotency_keys_old` as well, which holds those of the day
 * before. Statements name them in this order, in which they are locked when the day is turned over.
 */
const IS_NEW = `NOT EXISTS (SELECT FROM idempotency_keys_old WHERE ${SAME_KEY})`;

/**
 * The attempt that a payment's request has opened, when its answer is told by an event: the outcome was written without
 * touching the key a second time, so it is the attempt that names the event.
 */
const ANSWERING_ATTEMPT = `payment_attempts AS attempt
     WHERE attempt.merchant_id = stored.merchant_id AND attempt.livemode = stored.livemode
       AND attempt.id = stored.payment_attempt_id AND attempt.answer_event_id IS NOT NULL`;

const storedIn = (table: string) =>
  `SELECT request_hash, payment_intent_id, payment_attempt_id, refund_id, payment_modification_id,
          CASE WHEN response_status IS NULL THEN answer_event_id ELSE event_id END AS event_id,
          CASE WHEN answer_event_id IS NOT NULL THEN coalesce(response_status, 200) ELSE response_status END AS response_status,
          response_body
     FROM ${table} AS stored LEFT JOIN LATERAL (SELECT answer_event_id FROM ${ANSWERING_ATTEMPT}) AS attempt ON true
    WHERE ${SAME_KEY}`;

export async function findKey(
  db: Queryable,
  scope: Scope,
  key: IdempotencyKey,
): Promise<StoredKey | undefined> {
  const rows = await db.query<StoredKey>(
    `${storedIn("idempotency_keys")} UNION ALL ${storedIn("idempotency_keys_old")}`,
    sameKey(scope, key),
  );
  return rows[0];
}

/** Stores a key with its answer. False: another request stored it first, and this one's writes must not stand. */
export async function insertAnsweredKey(
  db: Queryable,
  scope: Scope,
  key: IdempotencyKey,
  answer: RenderedAnswer,
  created_at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO idempotency_keys (merchant_id, livemode, key_digest, request_hash, response_status, response_body, created_at)
     SELECT $1::uuid, $2::boolean, $3::uuid, $4::bytea, $5::bigint, $6::text, $7::timestamptz WHERE ${IS_NEW}
     ON CONFLICT DO NOTHING RETURNING 1`,
    [...sameKey(scope, key), key.request_hash, answer.status, answer.body, created_at],
  );
  return rows.length === 1;
}

/** What will be asked for the answer to a reserved key when the answer itself was lost with a crash. */
type Answering = { readonly refund_id: string } | { readonly payment_modification_id: string };

const NOTHING = { refund_id: null, payment_modification_id: null };

/** Reserves a key whose answer comes later. False: another request has it, and nothing was written. */
export async function reserveKey(
  transaction: Queryable,
  scope: Scope,
  key: IdempotencyKey,
  answering: Answering,
  created_at: Date,
): Promise<boolean> {
  const { refund_id, payment_modification_id } = { ...NOTHING, ...answering };
  const rows = await transaction.query(
    `INSERT INTO idempotency_keys (merchant_id, livemode, key_digest, request_hash, refund_id, payment_modification_id, created_at)
     SELECT $1::uuid, $2::boolean, $3::uuid, $4::bytea, $5::uuid, $6::uuid, $7::timestamptz WHERE ${IS_NEW}
     ON CONFLICT DO NOTHING RETURNING 1`,
    [...sameKey(scope, key), key.request_hash, refund_id, payment_modification_id, created_at],
  );
  return rows.length === 1;
}

/**
 * Stores the answer to a key that was reserved, be it that the day was turned over in between. False: it has one, or
 * was never reserved.
 */
export async function answerReservedKey(
  transaction: Queryable,
  scope: Scope,
  key: IdempotencyKey,
  answer: RenderedAnswer,
): Promise<boolean> {
  const values = [...sameKey(scope, key), answer.status, answer.body];
  const young = await transaction.query(answerIn("idempotency_keys"), values);
  if (young.length > 0) return true;
  return (await transaction.query(answerIn("idempotency_keys_old"), values)).length > 0;
}

const answerIn = (table: string) =>
  `UPDATE ${table} AS stored SET response_status = $4, response_body = $5
    WHERE NOT EXISTS (SELECT FROM ${ANSWERING_ATTEMPT}) AND ${SAME_KEY} AND response_status IS NULL RETURNING 1`;

/** When the young generation began, locked, so that of several workers one turns it over. The first one begins now. */
export async function startedGeneration(transaction: Queryable, now: Date): Promise<Date> {
  await transaction.query(
    "INSERT INTO idempotency_generations (name, began_at) VALUES ('young', $1) ON CONFLICT DO NOTHING",
    [now],
  );
  const rows = await transaction.query<{ began_at: Date }>(
    "SELECT began_at FROM idempotency_generations WHERE name = 'young' FOR UPDATE",
  );
  return rows[0]?.began_at ?? now;
}

/**
 * Waits until nobody is writing a key, and lets nobody begin. It gives up, for now, before requests have waited for
 * long, but not before PostgreSQL has called off a vacuum that is in the way, which it does after a second.
 */
export async function lockGenerations(transaction: Queryable): Promise<void> {
  await transaction.query("SET LOCAL lock_timeout = 1500");
  await transaction.query("LOCK TABLE idempotency_keys, idempotency_keys_old IN ACCESS EXCLUSIVE MODE");
}

export async function hasKeysSince(transaction: Queryable, instant: Date): Promise<boolean> {
  const rows = await transaction.query("SELECT 1 FROM idempotency_keys WHERE created_at > $1 LIMIT 1", [
    instant,
  ]);
  return rows.length > 0;
}

export async function turnOver(transaction: Queryable, now: Date): Promise<void> {
  await transaction.query("TRUNCATE idempotency_keys_old");
  await transaction.query("ALTER TABLE idempotency_keys_old RENAME TO idempotency_keys_next");
  await transaction.query("ALTER TABLE idempotency_keys RENAME TO idempotency_keys_old");
  await transaction.query("ALTER TABLE idempotency_keys_next RENAME TO idempotency_keys");
  await beginGeneration(transaction, now);
}

export async function emptyBothGenerations(transaction: Queryable, now: Date): Promise<void> {
  await transaction.query("TRUNCATE idempotency_keys, idempotency_keys_old");
  await beginGeneration(transaction, now);
}

async function beginGeneration(transaction: Queryable, now: Date): Promise<void> {
  await transaction.query("UPDATE idempotency_generations SET began_at = $1 WHERE name = 'young'", [now]);
}
