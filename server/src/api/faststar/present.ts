import type { Price } from "../../core/catalog/price.ts";
import type { Product } from "../../core/catalog/product.ts";
import { type SessionWithPayment, sessionPaymentStatus, sessionStatus } from "../../core/checkout/session.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, type IdKind } from "../../kit/ids.ts";
import { presentSessionTax } from "./present-tax.ts";

const id = (kind: IdKind, uuid: string | null) => (uuid === null ? null : formatId(kind, uuid));

/** Instants without milliseconds, as the documentation writes them. */
export function instant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

export function presentProduct(product: Product) {
  return {
    id: formatId("product", product.id),
    name: product.name,
    description: product.description,
    tax_category: product.tax_category,
    images: product.images,
    metadata: product.metadata,
    active: product.active,
    default_price_id: id("price", product.default_price_id),
    created_at: instant(product.created_at),
  };
}

export function presentPrice(price: Price) {
  return {
    id: formatId("price", price.id),
    product_id: formatId("product", price.product_id),
    currency: price.currency,
    unit_amount: price.unit_amount,
    type: price.type,
    recurring_interval: price.recurring_interval,
    recurring_interval_count: price.recurring_interval_count,
    trial_period_days: price.trial_period_days,
    metadata: price.metadata,
    active: price.active,
    created_at: instant(price.created_at),
  };
}

export function presentSession(found: SessionWithPayment, session_token: string, now: Date) {
  const { session, intent } = found;
  const status = sessionStatus(found, now);
  return {
    id: formatId("checkout_session", session.id),
    mode: session.mode,
    presentation: session.presentation,
    status,
    payment_status: sessionPaymentStatus(found),
    amount_subtotal: session.amount_subtotal,
    amount_tax: session.amount_tax,
    amount_total: session.amount_total,
    currency: session.currency,
    line_items: session.lines.map((line) => ({
      price_id: id("price", line.price_id),
      product_id: id("product", line.product_id),
      name: line.name,
      description: line.description,
      unit_amount: line.unit_amount,
      quantity: line.quantity,
      amount: line.amount,
    })),
    customer_email: session.customer_email,
    buyer_country: session.buyer_country,
    buyer_region: session.buyer_region,
    buyer_postal_code: session.buyer_postal_code,
    customer_tax_id: session.customer_tax_id,
    tax: session.tax && presentSessionTax(session.tax),
    locale: session.locale,
    success_url: session.success_url,
    cancel_url: session.cancel_url,
    client_reference_id: session.client_reference_id,
    metadata: session.metadata,
    payment_intent_id: intent === undefined ? null : formatId("payment_intent", intent.id),
    session_token,
    created_at: instant(session.created_at),
    expires_at: instant(session.expires_at),
  };
}

export function presentWebhookEndpoint(endpoint: WebhookEndpoint) {
  return {
    id: formatId("webhook_endpoint", endpoint.id),
    url: endpoint.url,
    event_types: endpoint.event_types,
    description: endpoint.description,
    status: endpoint.status,
    created_at: instant(endpoint.created_at),
  };
}
