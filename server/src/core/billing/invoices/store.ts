import { table } from "../../../db/table.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Invoice, InvoiceStatus } from "./invoice.ts";

const invoices = table<Invoice>("invoices", {
  id: "fixed",
  version: "mutable",
  status: "mutable",
  number: "mutable",
  billing_reason: "mutable",
  subscription_id: "fixed",
  customer_id: "fixed",
  payment_intent_id: "mutable",
  tax_calculation_id: "mutable",
  client_reference_id: "mutable",
  currency: "fixed",
  lines: "mutable json",
  notes: "mutable",
  amount_subtotal: "mutable",
  amount_tax: "mutable",
  amount_due: "mutable",
  amount_paid: "mutable",
  period_start: "mutable",
  period_end: "mutable",
  paid_at: "mutable",
  voided_at: "mutable",
  created_at: "fixed",
});

/** Whoever writes an invoice has locked its subscription, which is what every writer does first. */
export const { insert: insertInvoice, update: writeInvoice, find: findInvoice } = invoices;

export interface InvoiceFilter {
  readonly customer_id: string | null;
  readonly subscription_id: string | null;
  readonly status: InvoiceStatus | null;
}

/** Newest first, one more than asked for. */
export async function findInvoicePage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { limit, after_id }: Page,
  { customer_id, subscription_id, status }: InvoiceFilter,
): Promise<Invoice[]> {
  return db.query<Invoice>(
    `${invoices.select} AND ($3::uuid IS NULL OR id < $3)
        AND ($5::uuid IS NULL OR customer_id = $5) AND ($6::uuid IS NULL OR subscription_id = $6)
        AND ($7::text IS NULL OR status = $7)
      ORDER BY id DESC LIMIT $4`,
    [merchant_id, livemode, after_id, limit + 1, customer_id, subscription_id, status],
  );
}

/**
 * The next of a merchant's invoice numbers. Whoever takes one keeps the others waiting until the transaction ends, and
 * gives it back when that fails: so there are no gaps, and it is to be taken last.
 */
export async function takeInvoiceNumber(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
): Promise<number> {
  const rows = await transaction.query<{ last_number: number }>(
    `INSERT INTO invoice_numbers AS numbers (merchant_id, livemode, last_number) VALUES ($1, $2, 1)
     ON CONFLICT (merchant_id, livemode) DO UPDATE SET last_number = numbers.last_number + 1
     RETURNING last_number`,
    [merchant_id, livemode],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("No invoice number was given.");
  return row.last_number;
}
