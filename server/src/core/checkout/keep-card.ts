import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { lockCustomer } from "../customers/store.ts";
import { attachToCustomer } from "../payment-methods/attach.ts";
import { lockMethodsOfCustomer, lockPaymentMethod } from "../payment-methods/store.ts";
import type { SessionWithPayment } from "./session.ts";
import { noteCardToKeep } from "./store.ts";

/** A payment that began before its session expired is over by then. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/** Sessions that expired before this instant are not paid any more. */
export function longExpired(core: Core): Date {
  return addMilliseconds(core.clock.now(), -GRACE_MS);
}

/**
 * Makes the card that the buyer wanted kept the customer's, once it has paid. A card that did not pay in the end, or
 * that the customer has already, is not kept. Doing it twice, also at once, is harmless.
 */
export async function keepCard(
  core: Core,
  scope: Scope,
  { session, intent }: SessionWithPayment,
): Promise<void> {
  const { id, customer_id, card_to_keep_id } = session;
  const is_over = intent?.status === "succeeded" || session.expires_at < longExpired(core);
  if (customer_id === null || card_to_keep_id === null || !is_over) return;
  await core.db.transaction(async (transaction) => {
    const customer = await lockCustomer(transaction, scope, customer_id);
    const has_paid = intent?.status === "succeeded" && intent.payment_method_id === card_to_keep_id;
    if (customer !== undefined && has_paid) await attach(scope, transaction, customer, card_to_keep_id);
    await noteCardToKeep(transaction, scope, id, null);
  });
}

async function attach(
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
  payment_method_id: string,
): Promise<void> {
  const saved = await lockMethodsOfCustomer(transaction, scope, customer.id);
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  if (method?.type !== "card" || method.detached_at !== null || method.customer_id !== null) return;
  const { fingerprint, exp_month, exp_year } = method;
  const is_known = saved.some(
    (other) =>
      other.type === "card" &&
      other.fingerprint === fingerprint &&
      other.exp_month === exp_month &&
      other.exp_year === exp_year,
  );
  if (!is_known) await attachToCustomer(scope, transaction, customer, method);
}
