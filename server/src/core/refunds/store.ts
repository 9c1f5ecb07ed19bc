import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Refund } from "./refund.ts";

const NAMES = [
  "id",
  "version",
  "payment_intent_id",
  "payment_attempt_id",
  "connector",
  "status",
  "amount",
  "tax_amount",
  "currency",
  "reason",
  "failure_reason",
  "metadata",
  "connector_reference",
  "reversal_id",
  "resolve_at",
  "created_at",
] as const satisfies readonly (keyof Refund)[];

const COLUMNS = NAMES.join(", ");
/** What a write may change; the rest of a refund stays as it was made. */
const MUTABLE_NAMES = [
  "version",
  "status",
  "failure_reason",
  "metadata",
  "connector_reference",
  "reversal_id",
  "resolve_at",
] as const satisfies readonly (keyof Refund)[];

function columnValue(refund: Refund, name: keyof Refund): unknown {
  return name === "metadata" ? JSON.stringify(refund.metadata) : refund[name];
}

export async function insertRefund(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  refund: Refund,
): Promise<void> {
  await transaction.query(
    `INSERT INTO refunds (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})`,
    [merchant_id, livemode, ...NAMES.map((name) => columnValue(refund, name))],
  );
}

/** Writes a refund that the caller has locked. */
export async function writeRefund(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  refund: Refund,
): Promise<void> {
  await transaction.query(
    `UPDATE refunds SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, refund.id, ...MUTABLE_NAMES.map((name) => columnValue(refund, name))],
  );
}

export async function findRefund(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Refund | undefined> {
  const rows = await db.query<Refund>(
    `SELECT ${COLUMNS} FROM refunds WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/**
 * Reads a refund and keeps other writers away until the transaction ends. Who needs its payment too locks that first,
 * so that no two writers wait for each other.
 */
export async function lockRefund(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Refund | undefined> {
  const rows = await transaction.query<Refund>(
    `SELECT ${COLUMNS} FROM refunds WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** The tax in all refunds of a payment that stand. */
export async function sumRefundedTax(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  payment_intent_id: string,
): Promise<number> {
  const rows = await transaction.query<{ tax_amount: number }>(
    `SELECT coalesce(sum(tax_amount), 0)::bigint AS tax_amount FROM refunds
      WHERE merchant_id = $1 AND livemode = $2 AND payment_intent_id = $3 AND status NOT IN ('failed', 'canceled')`,
    [merchant_id, livemode, payment_intent_id],
  );
  return rows[0]?.tax_amount ?? 0;
}

/** What of the list is meant; null leaves it open. */
export interface RefundFilter {
  readonly payment_intent_id: string | null;
  readonly payment_attempt_id: string | null;
}

/** Newest first, one more than asked for. */
export function findRefunds(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { payment_intent_id, payment_attempt_id }: RefundFilter,
): Promise<Refund[]> {
  return selectPage<Refund>(
    db,
    `SELECT ${COLUMNS} FROM refunds
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR payment_intent_id = $3)
        AND ($4::uuid IS NULL OR payment_attempt_id = $4)`,
    [merchant_id, livemode, payment_intent_id, payment_attempt_id],
    page,
  );
}

/**
 * Takes refunds of all merchants that are due for a look-up, and puts their next look-up off, so that workers do not
 * work on the same one.
 */
export async function claimRefundsToResolve(
  db: Queryable,
  now: Date,
  next_look_at: Date,
  limit: number,
): Promise<(Refund & Scope)[]> {
  return db.query<Refund & Scope>(
    `UPDATE refunds AS refund SET resolve_at = $2
       FROM (SELECT merchant_id, livemode, id FROM refunds
              WHERE resolve_at <= $1 ORDER BY resolve_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE refund.merchant_id = due.merchant_id AND refund.livemode = due.livemode AND refund.id = due.id
     RETURNING refund.merchant_id, refund.livemode, ${NAMES.map((name) => `refund.${name}`).join(", ")}`,
    [now, next_look_at, limit],
  );
}
