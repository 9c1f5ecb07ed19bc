import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "./customer.ts";
import { selectCustomers } from "./store.ts";

/** The merchant's customers, or those with exactly this e-mail address. */
export async function listCustomers(
  core: Core,
  scope: Scope,
  page: Page,
  email: string | null,
): Promise<Listed<Customer>> {
  return listed(await selectCustomers(core.db, scope, page, email), page);
}
