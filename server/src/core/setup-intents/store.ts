import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SetupIntent } from "./setup-intent.ts";

const COLUMNS =
  "id, version, status, customer_id, payment_method_id, verification_id, connector, connector_reference, verifying_until, last_setup_error, next_action, metadata, canceled_at, attached_at, attaches_card, created_at";

/** What may change, in the order of the statements below. */
function changeable(intent: SetupIntent): unknown[] {
  return [
    intent.version,
    intent.status,
    intent.payment_method_id,
    intent.verification_id,
    intent.connector,
    intent.connector_reference,
    intent.verifying_until,
    intent.last_setup_error && JSON.stringify(intent.last_setup_error),
    intent.next_action && JSON.stringify(intent.next_action),
    intent.canceled_at,
    intent.attached_at,
  ];
}

/** False when a setup intent of that id exists already; then nothing was written. */
export async function insertSetupIntentUnlessMade(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  intent: SetupIntent,
): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO setup_intents (merchant_id, livemode, id, customer_id, metadata, created_at, version, status,
                                payment_method_id, verification_id, connector, connector_reference, verifying_until,
                                last_setup_error, next_action, canceled_at, attached_at, attaches_card)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      merchant_id,
      livemode,
      intent.id,
      intent.customer_id,
      JSON.stringify(intent.metadata),
      intent.created_at,
      ...changeable(intent),
      intent.attaches_card,
    ],
  );
  return rows.length === 1;
}

/** Writes a setup intent that the caller has locked. */
export async function updateSetupIntent(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  intent: SetupIntent,
): Promise<void> {
  await transaction.query(
    `UPDATE setup_intents SET version = $4, status = $5, payment_method_id = $6, verification_id = $7, connector = $8,
                              connector_reference = $9, verifying_until = $10, last_setup_error = $11, next_action = $12,
                              canceled_at = $13, attached_at = $14
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, intent.id, ...changeable(intent)],
  );
}

export async function findSetupIntent(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<SetupIntent | undefined> {
  const rows = await db.query<SetupIntent>(
    `SELECT ${COLUMNS} FROM setup_intents WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

export async function findSetupIntents(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  ids: readonly string[],
): Promise<SetupIntent[]> {
  return db.query<SetupIntent>(
    `SELECT ${COLUMNS} FROM setup_intents WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [merchant_id, livemode, ids],
  );
}

/** Reads a setup intent and keeps other writers away until the transaction ends. */
export async function lockSetupIntent(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<SetupIntent | undefined> {
  const rows = await transaction.query<SetupIntent>(
    `SELECT ${COLUMNS} FROM setup_intents WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}
