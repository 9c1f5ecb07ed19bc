import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SetupIntent } from "./setup-intent.ts";

/** What a write may change; the rest stays as it was made. */
const MUTABLE_NAMES = [
  "version",
  "status",
  "customer_id",
  "payment_method_id",
  "card_was_typed",
  "verification_id",
  "connector",
  "connector_reference",
  "verifying_until",
  "last_setup_error",
  "next_action",
  "payment_method_types",
  "description",
  "return_url",
  "metadata",
  "cancellation_reason",
  "canceled_at",
  "attached_at",
] as const satisfies readonly (keyof SetupIntent)[];

const NAMES = [
  "id",
  "created_at",
  "usage",
  "attaches_card",
  "checkout_session_id",
  ...MUTABLE_NAMES,
] as const satisfies readonly (keyof SetupIntent)[];

const COLUMNS = NAMES.join(", ");

const JSON_NAMES: readonly (keyof SetupIntent)[] = ["last_setup_error", "next_action", "metadata"];

function columnValue(intent: SetupIntent, name: keyof SetupIntent): unknown {
  const value = intent[name];
  return value !== null && JSON_NAMES.includes(name) ? JSON.stringify(value) : value;
}

/** False when a setup intent of that id exists already; then nothing was written. */
export async function insertSetupIntentUnlessMade(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  intent: SetupIntent,
): Promise<boolean> {
  const rows = await db.query(
    `INSERT INTO setup_intents (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})
     ON CONFLICT DO NOTHING RETURNING 1`,
    [merchant_id, livemode, ...NAMES.map((name) => columnValue(intent, name))],
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
    `UPDATE setup_intents SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, intent.id, ...MUTABLE_NAMES.map((name) => columnValue(intent, name))],
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

/** What of the list is meant; null leaves it open. */
export interface SetupFilter {
  readonly customer_id: string | null;
  readonly payment_method_id: string | null;
}

/** Newest first, one more than asked for. */
export function findSetupPage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { customer_id, payment_method_id }: SetupFilter,
): Promise<SetupIntent[]> {
  return selectPage<SetupIntent>(
    db,
    `SELECT ${COLUMNS} FROM setup_intents
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR customer_id = $3)
        AND ($4::uuid IS NULL OR payment_method_id = $4)`,
    [merchant_id, livemode, customer_id, payment_method_id],
    page,
  );
}
