import type { Database, Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import { findCalculations, saveCalculation } from "../tax/store.ts";
import type { SessionPricing } from "./price-lines.ts";
import type { CheckoutSession, SessionStatus } from "./session.ts";

const COLUMNS = [
  "id",
  "version",
  "mode",
  "presentation",
  "payment_intent_id",
  "setup_intent_id",
  "subscription_id",
  "customer_id",
  "card_to_keep_id",
  "currency",
  "lines",
  "amount_subtotal",
  "amount_tax",
  "amount_total",
  "recurrence",
  "renewal_amount",
  "collects_tax",
  "customer_email",
  "customer_tax_id",
  "buyer_country",
  "buyer_region",
  "buyer_postal_code",
  "locale",
  "success_url",
  "cancel_url",
  "client_reference_id",
  "metadata",
  "created_at",
  "expires_at",
] as const satisfies (keyof CheckoutSession)[];

const JSON_COLUMNS: readonly string[] = ["lines", "metadata", "recurrence"];

export async function insertSession(db: Queryable, scope: Scope, session: CheckoutSession): Promise<void> {
  const values = COLUMNS.map((name) =>
    JSON_COLUMNS.includes(name) && session[name] !== null ? JSON.stringify(session[name]) : session[name],
  );
  await db.query(
    `INSERT INTO checkout_sessions (merchant_id, livemode, tax_calculation_id, ${COLUMNS.join(", ")})
     VALUES ($1, $2, $3, ${COLUMNS.map((_, index) => `$${index + 4}`).join(", ")})`,
    [scope.merchant_id, scope.livemode, session.tax?.id ?? null, ...values],
  );
  if (session.tax !== null) await saveCalculation(db, scope, session.tax);
}

type SessionRow = Omit<CheckoutSession, "tax"> & { tax_calculation_id: string | null };

const SELECT_SESSION = `SELECT tax_calculation_id, ${COLUMNS.join(", ")}
       FROM checkout_sessions WHERE merchant_id = $1 AND livemode = $2 AND id = $3`;

export async function findSession(
  db: Queryable,
  scope: Scope,
  id: string,
): Promise<CheckoutSession | undefined> {
  const rows = await db.query<SessionRow>(SELECT_SESSION, [scope.merchant_id, scope.livemode, id]);
  return (await withTax(db, scope, rows))[0];
}

/** Reads a session and keeps other writers away until the transaction ends. Its payment is locked after it, never before. */
export async function lockSession(
  transaction: Queryable,
  scope: Scope,
  id: string,
): Promise<CheckoutSession | undefined> {
  const values = [scope.merchant_id, scope.livemode, id];
  const rows = await transaction.query<SessionRow>(`${SELECT_SESSION} FOR UPDATE`, values);
  return (await withTax(transaction, scope, rows))[0];
}

async function withTax(db: Queryable, scope: Scope, rows: readonly SessionRow[]): Promise<CheckoutSession[]> {
  const ids = rows.map((row) => row.tax_calculation_id).filter((id) => id !== null);
  const found = ids.length === 0 ? [] : await findCalculations(db, scope, ids);
  const by_id = new Map(found.map((calculation) => [calculation.id, calculation]));
  return rows.map(({ tax_calculation_id, ...session }) => ({
    ...session,
    tax: by_id.get(tax_calculation_id ?? "") ?? null,
  }));
}

export interface SessionPage extends Page {
  readonly status: SessionStatus | null;
  readonly client_reference_id: string | null;
}

/** The status as `sessionStatus` tells it: of what completes the session, if it is there, and of the time. */
const STATUS = `CASE WHEN coalesce(setup_intent.status, intent.status) = 'succeeded' THEN 'complete'
         WHEN coalesce(setup_intent.status, intent.status) = 'canceled' OR session.expires_at <= $6 THEN 'expired'
         ELSE 'open' END`;

const COLUMNS_OF_SESSION = COLUMNS.map((name) => `session.${name}`).join(", ");

/** Newest first, one row more than asked for, so that the caller sees whether there are more. */
export async function listSessions(
  db: Queryable,
  scope: Scope,
  { limit, after_id, status, client_reference_id }: SessionPage,
  now: Date,
): Promise<CheckoutSession[]> {
  const rows = await db.query<SessionRow>(
    `SELECT session.tax_calculation_id, ${COLUMNS_OF_SESSION}
       FROM checkout_sessions AS session
       LEFT JOIN payment_intents AS intent
         ON intent.merchant_id = session.merchant_id AND intent.livemode = session.livemode
        AND intent.id = session.payment_intent_id
       LEFT JOIN setup_intents AS setup_intent
         ON setup_intent.merchant_id = session.merchant_id AND setup_intent.livemode = session.livemode
        AND setup_intent.id = session.setup_intent_id
      WHERE session.merchant_id = $1 AND session.livemode = $2
        AND ($3::uuid IS NULL OR session.id < $3)
        AND ($4::text IS NULL OR session.client_reference_id = $4)
        AND ($5::text IS NULL OR ${STATUS} = $5)
      ORDER BY session.id DESC LIMIT $7`,
    [scope.merchant_id, scope.livemode, after_id, client_reference_id, status, now, limit + 1],
  );
  return withTax(db, scope, rows);
}

const SET_PRICE = `UPDATE checkout_sessions
    SET version = version + 1, amount_subtotal = $4, amount_tax = $5, amount_total = $6, tax_calculation_id = $7,
        buyer_country = $8, buyer_region = $9, buyer_postal_code = $10, renewal_amount = $11
  WHERE merchant_id = $1 AND livemode = $2 AND id = $3`;

function priceValues(scope: Scope, id: string, pricing: SessionPricing): unknown[] {
  return [
    scope.merchant_id,
    scope.livemode,
    id,
    pricing.amount_subtotal,
    pricing.amount_tax,
    pricing.amount_total,
    pricing.tax?.id ?? null,
    pricing.buyer_country,
    pricing.buyer_region,
    pricing.buyer_postal_code,
    pricing.renewal_amount,
  ];
}

/** Sets a session's price, unless it is being paid or has been: then the amounts stand. Answers whether it did. */
export function repriceSession(
  db: Database,
  scope: Scope,
  id: string,
  pricing: SessionPricing,
): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // First the lock, then the look: a payment that has just written its own price is seen by the look.
    await transaction.query(
      "SELECT FROM checkout_sessions WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE",
      [scope.merchant_id, scope.livemode, id],
    );
    const rows = await transaction.query(
      `${SET_PRICE}
        AND NOT EXISTS (SELECT FROM payment_intents AS intent
                         WHERE intent.merchant_id = $1 AND intent.livemode = $2 AND intent.id = payment_intent_id
                           AND intent.status IN ('processing', 'requires_action', 'succeeded'))
        AND NOT EXISTS (SELECT FROM setup_intents AS setup_intent
                         WHERE setup_intent.merchant_id = $1 AND setup_intent.livemode = $2
                           AND setup_intent.id = setup_intent_id AND setup_intent.status IN ('requires_action', 'succeeded'))
       RETURNING 1`,
      priceValues(scope, id, pricing),
    );
    if (rows.length === 0) return false;
    if (pricing.tax !== null) await saveCalculation(transaction, scope, pricing.tax);
    return true;
  });
}

/** Writes down the price at which a session is being paid, whatever it was repriced to before. */
export async function fixPrice(
  db: Database,
  scope: Scope,
  id: string,
  pricing: SessionPricing,
): Promise<void> {
  await db.transaction((transaction) => writePrice(transaction, scope, id, pricing));
}

/** The same, within the caller's transaction. */
export async function writePrice(
  transaction: Queryable,
  scope: Scope,
  id: string,
  pricing: SessionPricing,
): Promise<void> {
  await transaction.query(SET_PRICE, priceValues(scope, id, pricing));
  if (pricing.tax !== null) await saveCalculation(transaction, scope, pricing.tax);
}

/** Writes down whose session it is, once that is known. */
export async function writeCustomerOfSession(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
  customer_id: string,
): Promise<void> {
  await transaction.query(
    `UPDATE checkout_sessions SET version = version + 1, customer_id = $4
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, customer_id],
  );
}

export async function endSession(db: Queryable, scope: Scope, id: string, now: Date): Promise<void> {
  await db.query(
    `UPDATE checkout_sessions SET version = version + 1, expires_at = $4
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND expires_at > $4`,
    [scope.merchant_id, scope.livemode, id, now],
  );
}

/** Remembers the card that the buyer wants kept once it has paid, or with null that there is none any more. */
export async function noteCardToKeep(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
  payment_method_id: string | null,
): Promise<void> {
  await transaction.query(
    "UPDATE checkout_sessions SET card_to_keep_id = $4 WHERE merchant_id = $1 AND livemode = $2 AND id = $3",
    [merchant_id, livemode, id, payment_method_id],
  );
}

/** Sessions of all merchants with a card to keep whose payment has succeeded, or will not any more. */
export async function findSessionsWithCardToKeep(
  db: Queryable,
  expired_before: Date,
  limit: number,
): Promise<(Scope & { id: string })[]> {
  return db.query<Scope & { id: string }>(
    `SELECT session.merchant_id, session.livemode, session.id
       FROM checkout_sessions AS session
       LEFT JOIN payment_intents AS intent
         ON intent.merchant_id = session.merchant_id AND intent.livemode = session.livemode
        AND intent.id = session.payment_intent_id
      WHERE session.card_to_keep_id IS NOT NULL
        AND (intent.status = 'succeeded' OR session.expires_at < $1)
      ORDER BY session.expires_at LIMIT $2`,
    [expired_before, limit],
  );
}
