import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { type CustomerChanges, changeCustomer, rewriteCustomer } from "../customers/update.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { lockPaymentMethod } from "./store.ts";

/** Changes of a customer, and of what they are charged with when nothing else is said; null: with nothing. */
export interface CustomerAndDefaultChanges extends CustomerChanges {
  readonly default_payment_method_id?: string | null;
}

/** Changes a customer, and in the same write which of their cards is the default. */
export function updateCustomerAndDefault(
  core: Core,
  scope: Scope,
  customer_id: string,
  { default_payment_method_id, ...changes }: CustomerAndDefaultChanges,
  exchange: Exchange<Customer>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const changed = await changeCustomer(scope, transaction, customer_id, changes);
    if (isRefusal(changed)) return changed;
    if (default_payment_method_id === undefined) return rewriteCustomer(core, scope, transaction, changed);
    if (default_payment_method_id !== null) {
      const method = await lockPaymentMethod(transaction, scope, default_payment_method_id);
      if (method?.customer_id !== customer_id) return refuseForeignCard();
    }
    return rewriteCustomer(core, scope, transaction, { ...changed, default_payment_method_id });
  });
}

/** Who names a default card that the customer does not have is told so. */
export function refuseForeignCard(): Refusal {
  return refuse(
    "resource_missing",
    "This customer has no such payment method: attach it to the customer first.",
    "invoice_settings.default_payment_method",
  );
}
