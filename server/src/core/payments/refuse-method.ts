import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getChargeable } from "../payment-methods/get.ts";

/**
 * Why a payment of that customer, or of nobody, cannot be paid with a payment method. A customer's own card pays only
 * where the customer is named, so that nobody else is charged by mistake.
 */
export async function refuseMethod(
  core: Core,
  scope: Scope,
  payment_method_id: string | null,
  customer_id: string | null,
): Promise<Refusal | undefined> {
  if (payment_method_id === null) return undefined;
  const method = await getChargeable(core, scope, payment_method_id);
  if (method === undefined) return refuse("resource_missing", "No such payment method.", "payment_method");
  if (method.customer_id === null || method.customer_id === customer_id) return undefined;
  const message =
    customer_id === null
      ? "This payment method belongs to a customer. Name the same customer on the payment."
      : "This payment method belongs to another customer.";
  return refuse("parameter_invalid", message, "payment_method");
}
