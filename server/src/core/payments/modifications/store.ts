import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Modification } from "./modification.ts";

const NAMES = [
  "id",
  "payment_intent_id",
  "payment_attempt_id",
  "connector",
  "type",
  "status",
  "amount",
  "currency",
  "cancellation_reason",
  "connector_reference",
  "resolve_at",
  "created_at",
] as const satisfies readonly (keyof Modification)[];

const COLUMNS = NAMES.join(", ");

export async function insertModification(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  modification: Modification,
): Promise<void> {
  await transaction.query(
    `INSERT INTO payment_modifications (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})`,
    [merchant_id, livemode, ...NAMES.map((name) => modification[name])],
  );
}

/** Writes the outcome of a modification that the caller has locked. */
export async function writeModification(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, status, connector_reference }: Modification,
): Promise<void> {
  await transaction.query(
    `UPDATE payment_modifications SET status = $4, connector_reference = $5
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, status, connector_reference],
  );
}

export async function findModification(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Modification | undefined> {
  const rows = await db.query<Modification>(
    `SELECT ${COLUMNS} FROM payment_modifications WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** The one that an authorisation waits for, or that has ended it. To be asked under the payment's lock. */
export async function findModificationOfAttempt(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  payment_attempt_id: string,
): Promise<Modification | undefined> {
  const rows = await transaction.query<Modification>(
    `SELECT ${COLUMNS} FROM payment_modifications
      WHERE merchant_id = $1 AND livemode = $2 AND payment_attempt_id = $3 AND status <> 'failed'`,
    [merchant_id, livemode, payment_attempt_id],
  );
  return rows[0];
}

/**
 * Takes pending modifications of all merchants that are due for a look-up, and puts their next look-up off, so that
 * workers do not work on the same one.
 */
export async function claimModificationsToResolve(
  db: Queryable,
  now: Date,
  next_look_at: Date,
  limit: number,
): Promise<(Modification & Scope)[]> {
  return db.query<Modification & Scope>(
    `UPDATE payment_modifications AS modification SET resolve_at = $2
       FROM (SELECT merchant_id, livemode, id FROM payment_modifications
              WHERE status = 'pending' AND resolve_at <= $1
              ORDER BY resolve_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE modification.merchant_id = due.merchant_id AND modification.livemode = due.livemode AND modification.id = due.id
     RETURNING modification.merchant_id, modification.livemode, ${NAMES.map((name) => `modification.${name}`).join(", ")}`,
    [now, next_look_at, limit],
  );
}
