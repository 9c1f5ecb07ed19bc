import type { CheckoutSession } from "../../checkout/session.ts";
import { type SaleSession, type SessionLine, saleOf } from "../../checkout/session.ts";
import type { TaxComponent } from "../../tax/provider.ts";

export const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/** The one table of what may follow what. What was paid or voided stays so. */
export const INVOICE_TRANSITIONS = {
  draft: ["open", "void"],
  open: ["paid", "void", "uncollectible"],
  uncollectible: ["paid", "void"],
  paid: [],
  void: [],
} as const satisfies Record<InvoiceStatus, readonly InvoiceStatus[]>;

export function invoiceMayBecome(from: InvoiceStatus, to: InvoiceStatus): boolean {
  return (INVOICE_TRANSITIONS[from] as readonly InvoiceStatus[]).includes(to);
}

/** One thing on an invoice. Amounts are of the whole line; `amount` is as priced, with the tax in it where prices have it. */
export interface InvoiceLine {
  readonly price_id: string | null;
  readonly product_id: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit_amount: number;
  readonly amount: number;
  readonly tax_amount: number;
  readonly tax_components: readonly TaxComponent[];
}

/** What one period of a subscription costs, and whether that was paid. Amounts in minor units of `currency`. */
export interface Invoice {
  readonly id: string;
  readonly version: number;
  readonly status: InvoiceStatus;
  /** Given when the sale has come about, so that visits which came to nothing leave no gaps. */
  readonly number: string | null;
  readonly billing_reason: "subscription_create";
  readonly subscription_id: string;
  readonly customer_id: string;
  /** The payment that it is paid with, made or to be made; null where nothing is due. */
  readonly payment_intent_id: string | null;
  readonly tax_calculation_id: string | null;
  readonly client_reference_id: string | null;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  /** What the law wants to be written on it. */
  readonly notes: readonly string[];
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_due: number;
  readonly amount_paid: number;
  readonly period_start: Date | null;
  readonly period_end: Date | null;
  readonly paid_at: Date | null;
  readonly voided_at: Date | null;
  readonly created_at: Date;
}

/** The part of an invoice that a session's price says. While the session is open, it follows the buyer. */
type InvoicedSale = Pick<
  Invoice,
  | "currency"
  | "lines"
  | "notes"
  | "amount_subtotal"
  | "amount_tax"
  | "amount_due"
  | "payment_intent_id"
  | "tax_calculation_id"
>;

/** What the first invoice of a subscription says of what is due now. In a trial, that is nothing. */
export function invoiceSale(session: CheckoutSession): InvoicedSale {
  const sale = saleOf(session);
  return {
    currency: sale.currency,
    lines: sale.lines.map((line, index) => invoiceLine(sale, line, index)),
    notes: sale.tax?.invoice_notes ?? [],
    amount_subtotal: sale.amount_subtotal,
    amount_tax: sale.amount_tax,
    amount_due: sale.amount_total,
    payment_intent_id: isCharged(sale) ? sale.payment_intent_id : null,
    tax_calculation_id: sale.tax?.id ?? null,
  };
}

function isCharged(sale: SaleSession): boolean {
  return sale.setup_intent_id === null;
}

function invoiceLine(sale: SaleSession, line: SessionLine, index: number): InvoiceLine {
  const taxed = sale.tax?.lines[index];
  return {
    price_id: line.price_id,
    product_id: line.product_id,
    description: line.name,
    quantity: line.quantity,
    unit_amount: line.unit_amount,
    amount: isCharged(sale) ? line.amount : 0,
    tax_amount: taxed?.tax_amount ?? 0,
    tax_components: taxed?.components ?? [],
  };
}

const NUMBER_DIGITS = 6;

/** The number as it stands on the invoice: INV-000042. */
export function formatInvoiceNumber(sequence: number): string {
  return `INV-${String(sequence).padStart(NUMBER_DIGITS, "0")}`;
}
