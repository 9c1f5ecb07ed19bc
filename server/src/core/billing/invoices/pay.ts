import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { CheckoutSession } from "../../checkout/session.ts";
import type { Core } from "../../core.ts";
import type { Subscription } from "../subscription.ts";
import { formatInvoiceNumber, type Invoice, invoiceMayBecome, invoiceSale } from "./invoice.ts";
import { findInvoice, takeInvoiceNumber, writeInvoice } from "./store.ts";

/**
 * Marks the invoice paid with which a subscription begins, at the price at which the session was completed. The caller
 * has locked the subscription.
 */
export async function payInvoice(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { latest_invoice_id, current_period_start, current_period_end }: Subscription,
  session: CheckoutSession,
): Promise<Invoice> {
  const invoice = await findInvoice(transaction, scope, latest_invoice_id);
  if (invoice === undefined || !invoiceMayBecome(invoice.status, "paid")) {
    throw new Error(`Invoice ${latest_invoice_id} cannot be paid.`);
  }
  const sale = invoiceSale(session);
  const paid: Invoice = {
    ...invoice,
    ...sale,
    version: invoice.version + 1,
    status: "paid",
    amount_paid: sale.amount_due,
    period_start: current_period_start,
    period_end: current_period_end,
    paid_at: core.clock.now(),
    number: formatInvoiceNumber(await takeInvoiceNumber(transaction, scope)),
  };
  await writeInvoice(transaction, scope, paid);
  return paid;
}
