import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "./customer.ts";
import { findCustomer } from "./store.ts";

/** The customer, or undefined when this merchant has none of that id in this mode, or has deleted it. */
export function getCustomer(core: Core, scope: Scope, customer_id: string): Promise<Customer | undefined> {
  return findCustomer(core.db, scope, customer_id);
}
