import type { Invoice, InvoiceLine } from "../../core/billing/invoices/invoice.ts";
import type { Subscription } from "../../core/billing/subscription.ts";
import type { SessionLine } from "../../core/checkout/session.ts";
import { formatId, type IdKind } from "../../kit/ids.ts";
import { instant } from "./present.ts";
import { presentComponent } from "./present-tax.ts";

const id = (kind: IdKind, uuid: string | null) => (uuid === null ? null : formatId(kind, uuid));
const optionalInstant = (date: Date | null) => (date === null ? null : instant(date));

function presentItem({ price_id, product_id, quantity }: SessionLine) {
  return { price_id: id("price", price_id), product_id: id("product", product_id), quantity };
}

/** What subscriptions and their events have in common. */
function presentTerms(subscription: Subscription) {
  return {
    customer_id: formatId("customer", subscription.customer_id),
    status: subscription.status,
    current_period_start: optionalInstant(subscription.current_period_start),
    current_period_end: optionalInstant(subscription.current_period_end),
    trial_end: optionalInstant(subscription.trial_end),
    next_billing_at: optionalInstant(subscription.next_billing_at),
    currency: subscription.currency,
    checkout_session_id: formatId("checkout_session", subscription.checkout_session_id),
    client_reference_id: subscription.client_reference_id,
    cancel_at_period_end: subscription.cancel_at_period_end,
    metadata: subscription.metadata,
  };
}

/** A subscription as its events tell it. */
export function presentSubscriptionEvent(subscription: Subscription) {
  return {
    subscription_id: formatId("subscription", subscription.id),
    ...presentTerms(subscription),
    items: subscription.items.map(presentItem),
  };
}

export function presentSubscription(subscription: Subscription) {
  return {
    id: formatId("subscription", subscription.id),
    ...presentTerms(subscription),
    items: subscription.items.map((item) => ({
      ...presentItem(item),
      name: item.name,
      unit_amount: item.unit_amount,
    })),
    recurring_interval: subscription.recurrence.interval,
    recurring_interval_count: subscription.recurrence.interval_count,
    payment_method_id: id("payment_method", subscription.payment_method_id),
    latest_invoice_id: formatId("invoice", subscription.latest_invoice_id),
    canceled_at: optionalInstant(subscription.canceled_at),
    ended_at: optionalInstant(subscription.ended_at),
    created_at: instant(subscription.created_at),
  };
}

/** What invoices and their events have in common. */
function presentBill(invoice: Invoice) {
  return {
    subscription_id: formatId("subscription", invoice.subscription_id),
    customer_id: formatId("customer", invoice.customer_id),
    payment_id: id("payment_intent", invoice.payment_intent_id),
    amount_due: invoice.amount_due,
    amount_paid: invoice.amount_paid,
    amount_tax: invoice.amount_tax,
    currency: invoice.currency,
    status: invoice.status,
    number: invoice.number,
    period_start: optionalInstant(invoice.period_start),
    period_end: optionalInstant(invoice.period_end),
    client_reference_id: invoice.client_reference_id,
  };
}

/** An invoice as its events tell it. */
export function presentInvoiceEvent(invoice: Invoice) {
  return { invoice_id: formatId("invoice", invoice.id), ...presentBill(invoice) };
}

function presentLine(line: InvoiceLine) {
  return {
    price_id: id("price", line.price_id),
    product_id: id("product", line.product_id),
    description: line.description,
    quantity: line.quantity,
    unit_amount: line.unit_amount,
    amount: line.amount,
    amount_tax: line.tax_amount,
    tax_components: line.tax_components.map(presentComponent),
  };
}

export function presentInvoice(invoice: Invoice) {
  return {
    id: formatId("invoice", invoice.id),
    ...presentBill(invoice),
    billing_reason: invoice.billing_reason,
    amount_subtotal: invoice.amount_subtotal,
    lines: invoice.lines.map(presentLine),
    notes: invoice.notes,
    paid_at: optionalInstant(invoice.paid_at),
    voided_at: optionalInstant(invoice.voided_at),
    created_at: instant(invoice.created_at),
  };
}
