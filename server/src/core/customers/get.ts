import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "./customer.ts";
import { findCustomer, findFormerCustomer, findFormerCustomers } from "./store.ts";

/** The customer, or undefined when this merchant has none of that id in this mode, or has deleted it. */
export function getCustomer(core: Core, scope: Scope, customer_id: string): Promise<Customer | undefined> {
  return findCustomer(core.db, scope, customer_id);
}

/** The same, or what a deleted customer was. */
export function getFormerCustomer(
  core: Core,
  scope: Scope,
  customer_id: string,
): Promise<Customer | undefined> {
  return findFormerCustomer(core.db, scope, customer_id);
}

/** Several customers, those that were deleted among them. */
export async function getFormerCustomers(
  core: Core,
  scope: Scope,
  ids: readonly string[],
): Promise<Customer[]> {
  return ids.length === 0 ? [] : findFormerCustomers(core.db, scope, ids);
}
