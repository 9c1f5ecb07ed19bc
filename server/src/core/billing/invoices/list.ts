import { type Listed, listed, type Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Invoice } from "./invoice.ts";
import { findInvoicePage, type InvoiceFilter } from "./store.ts";

/** A merchant's invoices, newest first. */
export async function listInvoices(
  core: Core,
  scope: Scope,
  page: Page,
  filter: InvoiceFilter,
): Promise<Listed<Invoice>> {
  return listed(await findInvoicePage(core.db, scope, page, filter), page);
}
