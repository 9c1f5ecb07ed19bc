import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { rewriteCustomer } from "../customers/update.ts";
import { insertEvent } from "../events/store.ts";
import { paymentMethodEvent } from "./events.ts";
import type { PaymentMethod, Saved } from "./payment-method.ts";
import { updateOwner } from "./store.ts";

/**
 * Makes a payment method a customer's, within a transaction that has locked both. The first card becomes the default.
 */
export async function attachToCustomer<Method extends PaymentMethod>(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
  method: Method,
): Promise<Method & Saved> {
  const attached = { ...method, customer_id: customer.id };
  await updateOwner(transaction, scope, attached);
  await insertEvent(transaction, scope, paymentMethodEvent(core, "payment_method.attached", attached));
  const is_default = method.type === "card" && customer.default_payment_method_id === null;
  if (is_default) {
    await rewriteCustomer(core, scope, transaction, { ...customer, default_payment_method_id: method.id });
  }
  return { ...attached, is_default };
}
