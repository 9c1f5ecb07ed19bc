import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { findPaymentMethodStatement } from "./store.ts";

/** The payment method, or undefined when this merchant has none of that id in this mode. */
export function getPaymentMethod(core: Core, scope: Scope, id: string): Promise<PaymentMethod | undefined> {
  return core.db.lanes.run(findPaymentMethodStatement, { ...scope, id });
}

/** The same, unless it was detached and so cannot be charged any more. */
export async function getChargeable(
  core: Core,
  scope: Scope,
  id: string,
): Promise<PaymentMethod | undefined> {
  const method = await getPaymentMethod(core, scope, id);
  return method?.detached_at === null ? method : undefined;
}
