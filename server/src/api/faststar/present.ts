import type { Price } from "../../core/catalog/price.ts";
import type { Product } from "../../core/catalog/product.ts";
import { type SessionWithPayment, sessionPaymentStatus, sessionStatus } from "../../core/checkout/session.ts";
import type { Customer } from "../../core/customers/customer.ts";
import type { SavedPaymentMethod } from "../../core/payment-methods/payment-method.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { formatId, type IdKind } from "../../kit/ids.ts";

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

export function presentCustomer(customer: Customer) {
  return {
    id: formatId("customer", customer.id),
    email: customer.email,
    name: customer.name,
    phone: customer.phone,
    description: customer.description,
    address: customer.address,
    shipping: customer.shipping,
    metadata: customer.metadata,
    default_payment_method_id: id("payment_method", customer.default_payment_method_id),
    created_at: instant(customer.created_at),
  };
}

/** A card without anything that it could be charged with elsewhere. */
export function presentSavedCard(method: SavedPaymentMethod) {
  return {
    id: formatId("payment_method", method.id),
    brand: method.brand,
    last4: method.last4,
    exp_month: method.exp_month,
    exp_year: method.exp_year,
    customer_id: id("customer", method.customer_id),
    is_default: method.is_default,
    created_at: instant(method.created_at),
  };
}

export function presentCharge(intent: PaymentIntent) {
  return {
    payment_intent_id: formatId("payment_intent", intent.id),
    status: intent.status,
    amount: intent.amount,
    currency: intent.currency,
    payment_method_id: id("payment_method", intent.payment_method_id),
    customer_id: id("customer", intent.customer_id),
    off_session: intent.off_session,
    description: intent.description,
    client_reference_id: intent.client_reference_id,
    metadata: intent.metadata,
    created_at: instant(intent.created_at),
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
