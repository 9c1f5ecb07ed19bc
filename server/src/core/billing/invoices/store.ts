import type { Queryable } from "../../../db/types.ts";
import type { Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Invoice, InvoiceStatus } from "./invoice.ts";

const NAMES = [
  "id",
  "version",
  "status",
  "number",
  "billing_reason",
  "subscription_id",
  "customer_id",
  "payment_intent_id",
  "tax_calculation_id",
  "client_reference_id",
  "currency",
  "lines",
  "notes",
  "amount_subtotal",
  "amount_tax",
  "amount_due",
  "amount_paid",
  "period_start",
  "period_end",
  "paid_at",
  "voided_at",
  "created_at",
] as const satisfies readonly (keyof Invoice)[];

const COLUMNS = NAMES.join(", ");
const FIXED_NAMES: readonly string[] = ["id", "subscription_id", "customer_id", "currency", "created_at"];
const MUTABLE_NAMES = NAMES.filter((name) => !FIXED_NAMES.includes(name));

function columnValue(invoice: Invoice, name: (typeof NAMES)[number]): unknown {
  return name === "lines" ? JSON.stringify(invoice.lines) : invoice[name];
}

export async function insertInvoice(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  invoice: Invoice,
): Promise<void> {
  await transaction.query(
    `INSERT INTO invoices (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})`,
    [merchant_id, livemode, ...NAMES.map((name) => columnValue(invoice, name))],
  );
}

/** Writes an invoice. The caller has locked its subscription, which is what every writer does first. */
export async function writeInvoice(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  invoice: Invoice,
): Promise<void> {
  await transaction.query(
    `UPDATE invoices SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, invoice.id, ...MUTABLE_NAMES.map((name) => columnValue(invoice, name))],
  );
}

export async function findInvoice(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Invoice | undefined> {
  const rows = await db.query<Invoice>(
    `SELECT ${COLUMNS} FROM invoices WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

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
    `SELECT ${COLUMNS} FROM invoices
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id < $3)
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
