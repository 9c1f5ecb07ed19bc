import type { ColumnType } from "../../db/column-encoders.ts";
import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { PaymentIntent, PaymentStatus } from "./payment-intent.ts";

/** The intent's columns, in one place: every statement below is built from this list. */
export const INTENT_COLUMNS = {
  id: "uuid",
  version: "int8",
  status: "text",
  amount: "int8",
  amount_received: "int8",
  amount_refunded: "int8",
  tax_amount: "int8",
  currency: "text",
  capture_method: "text",
  payment_method_id: "uuid",
  payment_attempt_id: "uuid",
  payment_method_types: "text",
  description: "text",
  receipt_email: "text",
  return_url: "text",
  metadata: "json",
  last_payment_error: "json",
  next_action: "json",
  cancellation_reason: "text",
  canceled_at: "timestamptz",
  checkout_session_id: "uuid",
  client_reference_id: "text",
  customer_id: "uuid",
  off_session: "bool",
  details: "json",
  created_at: "timestamptz",
} as const satisfies Record<keyof PaymentIntent, ColumnType>;

type IntentRow = Record<keyof PaymentIntent, unknown>;

export const INTENT_NAMES = Object.keys(INTENT_COLUMNS) as (keyof PaymentIntent)[];
/** What a write may change; the rest of an intent stays as it was made. */
export const MUTABLE_NAMES = INTENT_NAMES.filter(
  (name) =>
    !["id", "created_at", "checkout_session_id", "client_reference_id", "payment_method_types"].includes(
      name,
    ),
);

function intentRow(intent: PaymentIntent): IntentRow {
  return {
    ...intent,
    payment_method_types: `{${intent.payment_method_types.join(",")}}`,
    metadata: JSON.stringify(intent.metadata),
    details: intent.details && JSON.stringify(intent.details),
    last_payment_error: intent.last_payment_error && JSON.stringify(intent.last_payment_error),
    next_action: intent.next_action && JSON.stringify(intent.next_action),
  };
}

export const INTENT_LIST = INTENT_NAMES.join(", ");

// Made once: a statement is found by its text, and what is put together anew has to be compared letter by letter.
const FIND_INTENT = `SELECT ${INTENT_LIST} FROM payment_intents WHERE merchant_id = $1 AND livemode = $2 AND id = $3`;
const SELECT_INTENTS = `SELECT ${INTENT_LIST} FROM payment_intents WHERE merchant_id = $1 AND livemode = $2`;

export async function findIntent(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<PaymentIntent | undefined> {
  const rows = await db.query<PaymentIntent>(FIND_INTENT, [merchant_id, livemode, id]);
  return rows[0];
}

export async function findIntents(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  ids: readonly string[],
): Promise<PaymentIntent[]> {
  return db.query<PaymentIntent>(
    `SELECT ${INTENT_LIST} FROM payment_intents WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [merchant_id, livemode, ids],
  );
}

/** Reads an intent and keeps other writers away until the transaction ends. */
export async function lockIntent(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<PaymentIntent | undefined> {
  const rows = await transaction.query<PaymentIntent>(
    `SELECT ${INTENT_LIST} FROM payment_intents WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

export interface IntentFilter {
  readonly status: PaymentStatus | null;
  readonly client_reference_id: string | null;
  readonly customer_id?: string | null;
}

/** One row more than asked for. */
export function findIntentPage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { status, client_reference_id, customer_id }: IntentFilter,
): Promise<PaymentIntent[]> {
  return selectPage<PaymentIntent>(db, SELECT_INTENTS, [merchant_id, livemode], page, {
    status,
    client_reference_id,
    customer_id,
  });
}

/** False when an intent of that id exists already; then nothing was written. */
export async function insertIntentUnlessMade(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  intent: PaymentIntent,
): Promise<boolean> {
  const row = intentRow(intent);
  const rows = await transaction.query(
    `INSERT INTO payment_intents (merchant_id, livemode, ${INTENT_LIST})
     VALUES ($1, $2, ${INTENT_NAMES.map((_, index) => `$${index + 3}`).join(", ")})
     ON CONFLICT DO NOTHING RETURNING 1`,
    [merchant_id, livemode, ...INTENT_NAMES.map((name) => row[name])],
  );
  return rows.length === 1;
}

/** Writes an intent that the caller has locked. */
export async function updateIntent(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  intent: PaymentIntent,
): Promise<void> {
  const row = intentRow(intent);
  await transaction.query(
    `UPDATE payment_intents SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, intent.id, ...MUTABLE_NAMES.map((name) => row[name])],
  );
}
