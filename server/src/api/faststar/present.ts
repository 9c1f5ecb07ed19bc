import type { Price } from "../../core/catalog/price.ts";
import type { Product } from "../../core/catalog/product.ts";
import { type SessionWithPayment, sessionPaymentStatus, sessionStatus } from "../../core/checkout/session.ts";
import type { Customer } from "../../core/customers/customer.ts";
import type { CardMethod, PaymentMethod, SavedCard } from "../../core/payment-methods/payment-method.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import type { Refund } from "../../core/refunds/refund.ts";
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
    nickname: price.nickname,
    currency: price.currency,
    unit_amount: price.unit_amount,
    type: price.type,
    recurring_interval: price.recurring_interval,
    recurring_interval_count: price.recurring_interval_count,
    trial_period_days: price.trial_period_days,
    metadata: price.metadata,
    active: price.active,
    default: price.default,
    created_at: instant(price.created_at),
  };
}

export function presentSession(found: SessionWithPayment, session_token: string, now: Date) {
  const { session, intent, setup_intent } = found;
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
      image: line.image ?? null,
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
    customer_id: id("customer", session.customer_id),
    payment_intent_id: intent === undefined ? null : formatId("payment_intent", intent.id),
    setup_intent_id: setup_intent === undefined ? null : formatId("setup_intent", setup_intent.id),
    // Before that, it has not begun.
    subscription_id: status === "complete" ? id("subscription", session.subscription_id) : null,
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
export function presentSavedCard(method: SavedCard) {
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

export function presentPayment(intent: PaymentIntent, method: PaymentMethod | undefined) {
  const { amount_received, amount_refunded, last_payment_error } = intent;
  const payment_id = formatId("payment_intent", intent.id);
  return {
    id: payment_id,
    payment_id,
    amount: intent.amount,
    currency: intent.currency,
    status: intent.status,
    amount_received,
    amount_refunded,
    refunded: amount_received > 0 && amount_refunded === amount_received,
    amount_tax: intent.tax_amount,
    checkout_session_id: id("checkout_session", intent.checkout_session_id),
    client_reference_id: intent.client_reference_id,
    payment_method: method?.type === "card" ? presentCard(method) : null,
    last_error: last_payment_error && {
      code: last_payment_error.code,
      decline_code: last_payment_error.decline_code,
    },
    metadata: intent.metadata,
    created_at: instant(intent.created_at),
  };
}

function presentCard(method: CardMethod) {
  return {
    id: formatId("payment_method", method.id),
    brand: method.brand,
    last4: method.last4,
    exp_month: method.exp_month,
    exp_year: method.exp_year,
  };
}

export function presentRefund(refund: Refund) {
  return {
    id: formatId("refund", refund.id),
    payment_id: formatId("payment_intent", refund.payment_intent_id),
    amount: refund.amount,
    amount_tax: refund.tax_amount,
    currency: refund.currency,
    status: refund.status,
    reason: refund.reason,
    failure_reason: refund.failure_reason,
    metadata: refund.metadata,
    created_at: instant(refund.created_at),
  };
}
