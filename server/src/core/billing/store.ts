import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Subscription, SubscriptionStatus } from "./subscription.ts";

const subscriptions = table<Subscription>("subscriptions", {
  id: "fixed",
  version: "mutable",
  status: "mutable",
  customer_id: "fixed",
  checkout_session_id: "fixed",
  client_reference_id: "mutable",
  currency: "fixed",
  items: "mutable json",
  recurrence: "mutable json",
  collects_tax: "mutable",
  customer_tax_id: "mutable",
  buyer_country: "mutable",
  buyer_region: "mutable",
  buyer_postal_code: "mutable",
  payment_method_id: "mutable",
  latest_invoice_id: "mutable",
  billing_anchor: "mutable",
  current_period_start: "mutable",
  current_period_end: "mutable",
  trial_end: "mutable",
  next_billing_at: "mutable",
  cancel_at_period_end: "mutable",
  canceled_at: "mutable",
  ended_at: "mutable",
  metadata: "mutable json",
  look_at: "mutable",
  created_at: "fixed",
});

/**
 * Who locks a subscription and needs its session or its customer too locks that first, so that no two writers wait for
 * each other.
 */
export const {
  insert: insertSubscription,
  update: writeSubscription,
  find: findSubscription,
  lock: lockSubscription,
} = subscriptions;

/** A customer's subscriptions that have not ended, kept from other writers until the transaction ends. */
export async function lockLiveSubscriptions(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  customer_id: string,
): Promise<Subscription[]> {
  return transaction.query<Subscription>(
    `${subscriptions.select} AND customer_id = $3 AND status IN ('trialing', 'active', 'past_due')
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
    `${subscriptions.select} AND ($3::uuid IS NULL OR id < $3)
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
