import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Subscription, SubscriptionStatus } from "./subscription.ts";

const NAMES = [
  "id",
  "version",
  "status",
  "customer_id",
  "checkout_session_id",
  "client_reference_id",
  "currency",
  "items",
  "recurrence",
  "collects_tax",
  "customer_tax_id",
  "buyer_country",
  "buyer_region",
  "buyer_postal_code",
  "payment_method_id",
  "latest_invoice_id",
  "billing_anchor",
  "current_period_start",
  "current_period_end",
  "trial_end",
  "next_billing_at",
  "cancel_at_period_end",
  "canceled_at",
  "ended_at",
  "metadata",
  "look_at",
  "created_at",
] as const satisfies readonly (keyof Subscription)[];

const COLUMNS = NAMES.join(", ");
const JSON_NAMES: readonly string[] = ["items", "recurrence", "metadata"];
/** What stays as it was made. */
const FIXED_NAMES: readonly string[] = ["id", "customer_id", "checkout_session_id", "currency", "created_at"];
const MUTABLE_NAMES = NAMES.filter((name) => !FIXED_NAMES.includes(name));

function columnValue(subscription: Subscription, name: (typeof NAMES)[number]): unknown {
  const value = subscription[name];
  return JSON_NAMES.includes(name) ? JSON.stringify(value) : value;
}

export async function insertSubscription(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  subscription: Subscription,
): Promise<void> {
  await transaction.query(
    `INSERT INTO subscriptions (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})`,
    [merchant_id, livemode, ...NAMES.map((name) => columnValue(subscription, name))],
  );
}

/** Writes a subscription that the caller has locked. */
export async function writeSubscription(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  subscription: Subscription,
): Promise<void> {
  await transaction.query(
    `UPDATE subscriptions SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, subscription.id, ...MUTABLE_NAMES.map((name) => columnValue(subscription, name))],
  );
}

const SELECT_ONE = `SELECT ${COLUMNS} FROM subscriptions WHERE merchant_id = $1 AND livemode = $2 AND id = $3`;

export async function findSubscription(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Subscription | undefined> {
  const rows = await db.query<Subscription>(SELECT_ONE, [merchant_id, livemode, id]);
  return rows[0];
}

/**
 * Reads a subscription and keeps other writers away until the transaction ends. Who needs its session or its customer
 * too locks that first, so that no two writers wait for each other.
 */
export async function lockSubscription(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Subscription | undefined> {
  const rows = await transaction.query<Subscription>(`${SELECT_ONE} FOR UPDATE`, [merchant_id, livemode, id]);
  return rows[0];
}

/** A customer's subscriptions that have not ended, kept from other writers until the transaction ends. */
export async function lockLiveSubscriptions(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  customer_id: string,
): Promise<Subscription[]> {
  return transaction.query<Subscription>(
    `SELECT ${COLUMNS} FROM subscriptions
      WHERE merchant_id = $1 AND livemode = $2 AND customer_id = $3 AND status IN ('trialing', 'active', 'past_due')
      ORDER BY id FOR UPDATE`,
    [merchant_id, livemode, customer_id],
  );
}

export interface SubscriptionFilter {
  readonly customer_id: string | null;
  readonly status: SubscriptionStatus | null;
}

/** Newest first, one more than asked for. */
export async function findSubscriptionPage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { limit, after_id }: Page,
  { customer_id, status }: SubscriptionFilter,
): Promise<Subscription[]> {
  return db.query<Subscription>(
    `SELECT ${COLUMNS} FROM subscriptions
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id < $3)
        AND ($5::uuid IS NULL OR customer_id = $5) AND ($6::text IS NULL OR status = $6)
      ORDER BY id DESC LIMIT $4`,
    [merchant_id, livemode, after_id, limit + 1, customer_id, status],
  );
}

/** A subscription of any merchant. */
export interface NamedSubscription extends Scope {
  readonly id: string;
}

/**
 * Takes incomplete subscriptions of all merchants that are due for a look, and puts their next look off, so that workers
 * do not work on the same one: ten seconds at first, and once a minute while the buyer takes their time.
 */
export async function claimSubscriptionsToLookAt(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<NamedSubscription[]> {
  return db.query<NamedSubscription>(
    `UPDATE subscriptions AS subscription
        SET look_at = $1::timestamptz + least(interval '1 minute', greatest(interval '10 seconds', ($1 - subscription.created_at) / 2))
       FROM (SELECT merchant_id, livemode, id FROM subscriptions
              WHERE look_at <= $1 ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED) AS due
      WHERE subscription.merchant_id = due.merchant_id AND subscription.livemode = due.livemode
        AND subscription.id = due.id
     RETURNING subscription.merchant_id, subscription.livemode, subscription.id`,
    [now, limit],
  );
}

/** Subscriptions of all merchants that were to end with a period which is over. */
export async function findSubscriptionsToEnd(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<NamedSubscription[]> {
  return db.query<NamedSubscription>(
    `SELECT merchant_id, livemode, id FROM subscriptions
      WHERE cancel_at_period_end AND ended_at IS NULL AND current_period_end <= $1
      ORDER BY current_period_end LIMIT $2`,
    [now, limit],
  );
}
