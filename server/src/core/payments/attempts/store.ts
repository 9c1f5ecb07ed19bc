import { selectPage } from "../../../db/select-page.ts";
import type { Database, Queryable } from "../../../db/types.ts";
import type { Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";

const ATTEMPT_LIST =
  "id, payment_intent_id, payment_method_id, connector, status, amount, currency, connector_reference, error_code, decline_code, capture_before, checks, resolve_at, created_at";
const CLAIMED_LIST = ATTEMPT_LIST.split(", ")
  .map((name) => `attempt.${name}`)
  .join(", ");

export async function findAttempt(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<PaymentAttempt | undefined> {
  const rows = await db.query<PaymentAttempt>(
    `SELECT ${ATTEMPT_LIST} FROM payment_attempts WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

export async function findAttempts(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  ids: readonly string[],
): Promise<PaymentAttempt[]> {
  return db.query<PaymentAttempt>(
    `SELECT ${ATTEMPT_LIST} FROM payment_attempts WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [merchant_id, livemode, ids],
  );
}

export interface AttemptFilter {
  readonly payment_intent_id: string | null;
  readonly customer_id: string | null;
}

/** The attempts of some intents: the last one of each, which it names itself, and the declined ones before. */
function attemptsOf(intents: string): string {
  return `id IN (
    SELECT intent.payment_attempt_id FROM payment_intents AS intent
     WHERE intent.merchant_id = $1 AND intent.livemode = $2 AND ${intents}
    UNION ALL
    SELECT declined.id FROM payment_intents AS intent
      JOIN payment_attempts AS declined
        ON declined.merchant_id = intent.merchant_id AND declined.livemode = intent.livemode
       AND declined.payment_intent_id = intent.id AND declined.status = 'declined'
     WHERE intent.merchant_id = $1 AND intent.livemode = $2 AND ${intents})`;
}

/** One row more than asked for. */
export function selectAttempts(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { payment_intent_id, customer_id }: AttemptFilter,
): Promise<PaymentAttempt[]> {
  const values: unknown[] = [merchant_id, livemode];
  const conditions: string[] = [];
  if (payment_intent_id !== null) conditions.push(`intent.id = $${values.push(payment_intent_id)}`);
  if (customer_id !== null) conditions.push(`intent.customer_id = $${values.push(customer_id)}`);
  const filter = conditions.length === 0 ? "" : ` AND ${attemptsOf(conditions.join(" AND "))}`;
  return selectPage<PaymentAttempt>(
    db,
    `SELECT ${ATTEMPT_LIST} FROM payment_attempts WHERE merchant_id = $1 AND livemode = $2${filter}`,
    values,
    page,
  );
}

/**
 * Takes undecided attempts of all merchants that are due for a look-up, and puts their next look-up off, so that
 * workers do not work on the same one.
 */
export async function claimAttemptsToResolve(
  db: Queryable,
  now: Date,
  next_look_at: Date,
  limit: number,
): Promise<(PaymentAttempt & Scope)[]> {
  return db.query<PaymentAttempt & Scope>(
    `UPDATE payment_attempts AS attempt SET resolve_at = $2
       FROM (SELECT merchant_id, livemode, id FROM payment_attempts
              WHERE status IN ('pending', 'processing') AND resolve_at <= $1
              ORDER BY resolve_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE attempt.merchant_id = due.merchant_id AND attempt.livemode = due.livemode AND attempt.id = due.id
     RETURNING attempt.merchant_id, attempt.livemode, ${CLAIMED_LIST}`,
    [now, next_look_at, limit],
  );
}

/** Takes authorisations of all merchants whose window is over, so that no two workers void the same one. */
export async function claimAttemptsToRelease(
  db: Queryable,
  now: Date,
  next_look_at: Date,
  limit: number,
): Promise<(PaymentAttempt & Scope)[]> {
  return db.query<PaymentAttempt & Scope>(
    `UPDATE payment_attempts AS attempt SET resolve_at = $2
       FROM (SELECT merchant_id, livemode, id FROM payment_attempts
              WHERE status = 'authorized' AND capture_before <= $1 AND resolve_at <= $1
              ORDER BY capture_before LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE attempt.merchant_id = due.merchant_id AND attempt.livemode = due.livemode AND attempt.id = due.id
     RETURNING attempt.merchant_id, attempt.livemode, ${CLAIMED_LIST}`,
    [now, next_look_at, limit],
  );
}

/** Writes what became of an authorisation, under its payment's lock. */
export async function writeAttemptStatus(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, status }: Pick<PaymentAttempt, "id" | "status">,
): Promise<void> {
  await transaction.query(
    "UPDATE payment_attempts SET status = $4 WHERE merchant_id = $1 AND livemode = $2 AND id = $3",
    [merchant_id, livemode, id, status],
  );
}

/** Puts the next look-up of an attempt off that the processor goes on working on. */
export async function postponeLookUp(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  attempt_id: string,
  resolve_at: Date,
): Promise<void> {
  await db.query(
    `UPDATE payment_attempts SET resolve_at = $4
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND status = 'processing'`,
    [merchant_id, livemode, attempt_id, resolve_at],
  );
}

/** Takes a challenged attempt up again. False when another writer was first. */
export async function reopenAttempt(
  db: Database,
  { merchant_id, livemode }: Scope,
  intent: PaymentIntent,
  attempt_id: string,
  resolve_at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `WITH moved AS (
       UPDATE payment_intents SET status = $4, version = $5, next_action = NULL
        WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND version = $5 - 1 RETURNING 1)
     UPDATE payment_attempts SET status = 'pending', resolve_at = $7
      WHERE merchant_id = $1 AND livemode = $2 AND id = $6 AND EXISTS (SELECT FROM moved) RETURNING 1`,
    [merchant_id, livemode, intent.id, intent.status, intent.version, attempt_id, resolve_at],
  );
  return rows.length === 1;
}
