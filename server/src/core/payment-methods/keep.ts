import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { lockCustomer } from "../customers/store.ts";
import { attachToCustomer } from "./attach.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { lockMethodsOfCustomer, lockPaymentMethod } from "./store.ts";

export interface CardToKeep {
  readonly customer_id: string;
  readonly payment_method_id: string;
  /** Whether the same card is kept again when the customer has it already under another id. */
  readonly even_if_known: boolean;
}

/**
 * Makes a card that has paid the customer's, within a transaction; answers it when it did. A card that was detached, or
 * is somebody's already, stays what it is. Doing it twice, also at once, is harmless.
 */
export async function keepCardOf(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { customer_id, payment_method_id, even_if_known }: CardToKeep,
): Promise<PaymentMethod | undefined> {
  const customer = await lockCustomer(transaction, scope, customer_id);
  if (customer === undefined) return undefined;
  const saved = await lockMethodsOfCustomer(transaction, scope, customer_id);
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  if (method === undefined || method.detached_at !== null || method.customer_id !== null) return undefined;
  if (!even_if_known && saved.some((other) => isSameCard(other, method))) return undefined;
  return attachToCustomer(core, scope, transaction, customer, method);
}

function isSameCard(one: PaymentMethod, other: PaymentMethod): boolean {
  return (
    one.type === "card" &&
    other.type === "card" &&
    one.fingerprint === other.fingerprint &&
    one.exp_month === other.exp_month &&
    one.exp_year === other.exp_year
  );
}
