import { type Listed, listed, type Page } from "../../kit/page.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import type { PaymentMethod, SavedPaymentMethod } from "./payment-method.ts";
import { selectMethods, selectMethodsOfCustomer } from "./store.ts";

/** A customer's cards. */
export async function listPaymentMethods(
  core: Core,
  scope: Scope,
  customer_id: string,
  page: Page,
): Promise<Listed<SavedPaymentMethod> | Refusal> {
  const customer = await findCustomer(core.db, scope, customer_id);
  if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
  const rows = await selectMethodsOfCustomer(core.db, scope, customer_id, page);
  const saved = rows.map((method) => ({
    ...method,
    is_default: method.id === customer.default_payment_method_id,
  }));
  return listed(saved, page);
}

/** The merchant's cards that can be charged, of customers and of nobody. */
export async function listAllPaymentMethods(
  core: Core,
  scope: Scope,
  page: Page,
): Promise<Listed<PaymentMethod>> {
  return listed(await selectMethods(core.db, scope, page), page);
}
