import type { Queryable } from "../../db/types.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { lockCustomer } from "../customers/store.ts";
import { getPaymentMethod } from "./get.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { lockPaymentMethod } from "./store.ts";

/** What a card and its customer were before a verb waited for them. */
export interface LockedMethod {
  readonly customer: Customer;
  readonly method: PaymentMethod;
}

/** Whose card it is, read before anything is locked: a lane must not be waited for by who holds a lock. */
export async function findOwner(
  core: Core,
  scope: Scope,
  payment_method_id: string,
): Promise<string | Refusal> {
  const method = await getPaymentMethod(core, scope, payment_method_id);
  if (method === undefined || method.detached_at !== null) return noSuchMethod();
  return (
    method.customer_id ??
    refuse("payment_method_conflict", "This payment method is not attached to a customer.")
  );
}

/** Locks a customer and then one of its cards, in the order in which everybody does. */
export async function lockSaved(
  scope: Scope,
  transaction: Queryable,
  customer_id: string,
  payment_method_id: string,
): Promise<LockedMethod | Refusal> {
  const customer = await lockCustomer(transaction, scope, customer_id);
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  // It may have been detached, or its customer deleted, while we waited.
  if (customer === undefined || method?.customer_id !== customer_id) return noSuchMethod();
  return { customer, method };
}

function noSuchMethod(): Refusal {
  return refuse("resource_missing", "No such payment method.", "id");
}
