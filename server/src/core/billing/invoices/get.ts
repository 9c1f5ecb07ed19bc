import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Invoice } from "./invoice.ts";
import { findInvoice } from "./store.ts";

/** The invoice, or undefined when this merchant has none of that id in this mode. */
export function getInvoice(core: Core, scope: Scope, invoice_id: string): Promise<Invoice | undefined> {
  return findInvoice(core.db, scope, invoice_id);
}
