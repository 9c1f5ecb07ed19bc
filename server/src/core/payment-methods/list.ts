import { type Listed, listed, type Page } from "../../kit/page.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import type { PaymentMethod, SavedCard, SavedPaymentMethod } from "./payment-method.ts";
import { selectMethods, selectMethodsOfCustomer } from "./store.ts";

/** A customer's payment methods, or those of one type. */
export async function listPaymentMethods(
  core: Core,
  scope: Scope,
  customer_id: string,
  page: Page,
  type: SavedPaymentMethod["type"] | null = null,
): Promise<Listed<SavedPaymentMethod> | Refusal> {
  const customer = await findCustomer(core.db, scope, customer_id);
  if (customer === undefined) return refuse("resource_missing", "No such customer.", "id");
  const rows = await selectMethodsOfCustomer(core.db, scope, customer_id, page, type);
  const saved = rows.map((method) => ({
    ...method,
    is_default: method.id === customer.default_payment_method_id,
  }));
  return listed(saved, page);
}

/** A customer's cards. */
export async function listCards(
  core: Core,
  scope: Scope,
  customer_id: string,
  page: Page,
): Promise<Listed<SavedCard> | Refusal> {
  return (await listPaymentMethods(core, scope, customer_id, page, "card")) as Listed<SavedCard> | Refusal;
}

/** What the merchant can charge, of customers and of nobody: all of it, or that of one type. */
export async function listAllPaymentMethods(
  core: Core,
  scope: Scope,
  page: Page,
  type: PaymentMethod["type"] | null = null,
): Promise<Listed<PaymentMethod>> {
  return listed(await selectMethods(core.db, scope, page, type), page);
}
