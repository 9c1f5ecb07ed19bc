import { BUYER, CARDS, SESSION_FIELDS } from "./shop.ts";

export type DoorName = "faststar" | "onerway" | "cashier" | "demo";

/** What a field holds; it decides what is wrong in it. */
export type FieldKind =
  | "amount"
  | "count_from_zero"
  | "text"
  | "required_text"
  | "choice"
  | "url"
  | "email"
  | "yes_or_no"
  | "id"
  | "choices"
  | "instant"
  | "raw_body"
  | "lines"
  | "urls"
  | "pairs"
  | "pair_changes"
  | "group";

/** A request that is accepted as it stands. `{intent}` and the like stand for the ids of things that exist. */
export interface Endpoint {
  readonly name: string;
  readonly door: DoorName;
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly body: object;
  /** Its fields by path; one whose path ends in `!` is required. */
  readonly fields: Readonly<Record<string, FieldKind>>;
}

const INTENT_FIELDS = {
  amount: "amount",
  currency: "required_text",
  payment_method: "id",
  description: "text",
  receipt_email: "email",
  metadata: "pairs",
} as const;

const CUSTOMER_FIELDS = {
  name: "text",
  phone: "text",
  description: "text",
  "address.country": "required_text",
  "address.city": "text",
  "shipping.name": "text",
  "shipping.address.country": "required_text",
  metadata: "pairs",
} as const;

/** A customer as Onerway writes it. */
const BUYER_FIELDS = {
  email: "email",
  name: "text",
  phone: "text",
  description: "text",
  address: "group",
  "address.country": "text",
  "address.state": "text",
  shipping: "group",
  "shipping.name": "text",
  "shipping.address": "group",
  "shipping.address.country": "text",
  metadata: "pair_changes",
  invoice_settings: "group",
  "invoice_settings.default_payment_method": "id",
} as const;

const METHOD_FIELDS = {
  card: "group",
  "card.exp_month": "amount",
  "card.exp_year": "amount",
  billing_details: "group",
  "billing_details.name": "text",
  "billing_details.email": "email",
  "billing_details.address": "group",
  "billing_details.address.country": "text",
  metadata: "pair_changes",
} as const;

const ENDPOINT_URL = "https://yoursite.example/hooks";
const EXPIRY = { exp_month: 12, exp_year: 2034 };

export const ENDPOINTS: readonly Endpoint[] = [
  {
    name: "make a product",
    door: "faststar",
    method: "POST",
    path: "/api/v1/merchant/catalog/products",
    body: { name: "Mug" },
    fields: {
      "name!": "required_text",
      description: "text",
      tax_category: "choice",
      images: "urls",
      metadata: "pairs",
      active: "yes_or_no",
    },
  },
  {
    name: "change a product",
    door: "faststar",
    method: "PATCH",
    path: "/api/v1/merchant/catalog/products/{product}",
    body: {},
    fields: {
      name: "required_text",
      description: "text",
      tax_category: "choice",
      images: "urls",
      metadata: "pair_changes",
      active: "yes_or_no",
      default_price_id: "id",
    },
  },
  {
    name: "make a price",
    door: "faststar",
    method: "POST",
    path: "/api/v1/merchant/catalog/prices",
    body: { product_id: "{product}", currency: "USD", unit_amount: 999 },
    fields: {
      "product_id!": "id",
      "currency!": "required_text",
      "unit_amount!": "count_from_zero",
      type: "choice",
      recurring_interval: "choice",
      recurring_interval_count: "amount",
      trial_period_days: "count_from_zero",
      active: "yes_or_no",
      default: "yes_or_no",
      nickname: "text",
      metadata: "pairs",
    },
  },
  {
    name: "change a price",
    door: "faststar",
    method: "PATCH",
    path: "/api/v1/merchant/catalog/prices/{price}",
    body: {},
    fields: {
      nickname: "text",
      active: "yes_or_no",
      default: "yes_or_no",
      metadata: "pair_changes",
    },
  },
  {
    name: "open a session",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/checkout/sessions",
    body: { ...SESSION_FIELDS, line_items: [{ price_id: "{price}", quantity: 1 }] },
    fields: {
      "mode!": "choice",
      presentation: "choice",
      "line_items!": "lines",
      "line_items.0.price_id": "id",
      "line_items.0.product_id": "id",
      "line_items.0.quantity": "amount",
      "line_items.0.ad_hoc_amount": "amount",
      "line_items.0.description": "text",
      "success_url!": "url",
      "cancel_url!": "url",
      customer_email: "email",
      buyer_country: "required_text",
      buyer_region: "text",
      buyer_postal_code: "text",
      customer_tax_id: "text",
      customer_id: "id",
      currency: "text",
      client_reference_id: "text",
      automatic_tax: "yes_or_no",
      metadata: "pairs",
    },
  },
  {
    name: "expire a session",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/checkout/sessions/{session}/expire",
    body: {},
    fields: {},
  },
  {
    name: "refund a payment",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/refunds",
    body: { payment_id: "{payment}", amount: 500 },
    fields: { "payment_id!": "id", amount: "amount", reason: "choice", metadata: "pairs" },
  },
  {
    name: "change a refund",
    door: "faststar",
    method: "PATCH",
    path: "/api/v1/public/refunds/{refund}",
    body: { metadata: { shelf: "A-12" } },
    fields: { metadata: "pairs" },
  },
  {
    name: "cancel a refund",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/refunds/{refund}/cancel",
    body: {},
    fields: {},
  },
  {
    name: "cancel a subscription",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/subscriptions/{subscription}/cancel",
    body: { at_period_end: true },
    fields: { at_period_end: "yes_or_no" },
  },
  {
    name: "calculate tax",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/tax/calculate",
    body: { amount: 1000, country: "DE" },
    fields: {
      "amount!": "amount",
      "country!": "required_text",
      region: "text",
      postal_code: "text",
      tax_category: "choice",
      currency: "text",
      customer_tax_id: "text",
    },
  },
  {
    name: "add a FastStar webhook endpoint",
    door: "faststar",
    method: "POST",
    path: "/api/v1/merchant/webhook-endpoints",
    body: { url: ENDPOINT_URL },
    fields: { "url!": "url", event_types: "choices", description: "text" },
  },
  {
    name: "change a FastStar webhook endpoint",
    door: "faststar",
    method: "PATCH",
    path: "/api/v1/merchant/webhook-endpoints/{endpoint}",
    body: {},
    fields: { url: "url", event_types: "choices", description: "text", status: "choice" },
  },
  {
    name: "rotate a webhook secret",
    door: "faststar",
    method: "POST",
    path: "/api/v1/merchant/webhook-endpoints/{endpoint}/rotate-secret",
    body: {},
    fields: { expires_in: "count_from_zero" },
  },
  {
    name: "replay events",
    door: "faststar",
    method: "POST",
    path: "/api/v1/merchant/webhook-endpoints/{endpoint}/replay",
    body: { from: "2025-06-12T08:00:00Z", to: "2025-06-12T12:00:00Z" },
    fields: { "from!": "instant", "to!": "instant", event_types: "choices" },
  },
  {
    name: "verify a signature",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/verify-signature",
    body: { provider_name: "faststar", payload: "{}", signature: "t=1,v1=a" },
    fields: { "provider_name!": "choice", "payload!": "raw_body", "signature!": "text" },
  },
  {
    name: "make a customer",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/customers",
    body: { email: "ada@example.com" },
    fields: { "email!": "email", ...CUSTOMER_FIELDS },
  },
  {
    name: "change a customer",
    door: "faststar",
    method: "PATCH",
    path: "/api/v1/public/customers/{customer}",
    body: {},
    fields: { email: "email", ...CUSTOMER_FIELDS },
  },
  {
    name: "begin to save a card",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/customers/{customer}/setup-intent",
    body: {},
    fields: { metadata: "pairs" },
  },
  {
    name: "attach a card",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/customers/{customer}/payment-methods",
    body: { setup_intent_id: "{setup}" },
    fields: { "setup_intent_id!": "id" },
  },
  {
    name: "make a card the default",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/payment-methods/{saved_card}/default",
    body: {},
    fields: {},
  },
  {
    name: "charge a saved card",
    door: "faststar",
    method: "POST",
    path: "/api/v1/public/customers/{customer}/charge",
    body: { amount: 1999, currency: "USD", off_session: true },
    fields: {
      payment_method_id: "id",
      "amount!": "amount",
      "currency!": "required_text",
      off_session: "yes_or_no",
      description: "text",
      client_reference_id: "text",
      metadata: "pairs",
    },
  },
  {
    name: "save a card",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_methods",
    body: { type: "card", card: { number: CARDS.good, ...EXPIRY, cvc: "123" } },
    fields: {
      "type!": "choice",
      card: "group",
      "card.number!": "required_text",
      "card.exp_month!": "amount",
      "card.exp_year!": "amount",
      "card.cvc": "text",
      billing_details: "group",
      "billing_details.name": "text",
      "billing_details.email": "email",
      "billing_details.address": "group",
      "billing_details.address.country": "text",
      metadata: "pairs",
    },
  },
  {
    name: "change a card",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_methods/{method}",
    body: {},
    fields: METHOD_FIELDS,
  },
  {
    name: "change a card with PUT",
    door: "onerway",
    method: "PUT",
    path: "/v1/payment_methods/{method}",
    body: {},
    fields: METHOD_FIELDS,
  },
  {
    name: "attach a card",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_methods/{method}/attach",
    body: { customer: "{customer}" },
    fields: { "customer!": "required_text" },
  },
  {
    name: "make a customer through Onerway",
    door: "onerway",
    method: "POST",
    path: "/v1/customers",
    body: { email: "ada@example.com" },
    fields: { ...BUYER_FIELDS, payment_method: "id" },
  },
  {
    name: "change a customer through Onerway",
    door: "onerway",
    method: "POST",
    path: "/v1/customers/{customer}",
    body: {},
    fields: BUYER_FIELDS,
  },
  {
    name: "change a customer through Onerway with PUT",
    door: "onerway",
    method: "PUT",
    path: "/v1/customers/{customer}",
    body: {},
    fields: BUYER_FIELDS,
  },
  {
    name: "make an intent",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_intents",
    body: { amount: 2000, currency: "usd" },
    fields: {
      ...INTENT_FIELDS,
      "amount!": "amount",
      "currency!": "required_text",
      payment_method_types: "choices",
      confirm: "yes_or_no",
      return_url: "url",
    },
  },
  {
    name: "change an intent",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_intents/{intent}",
    body: {},
    fields: INTENT_FIELDS,
  },
  {
    name: "change an intent with PUT",
    door: "onerway",
    method: "PUT",
    path: "/v1/payment_intents/{intent}",
    body: {},
    fields: INTENT_FIELDS,
  },
  {
    name: "confirm an intent",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_intents/{intent}/confirm",
    body: { payment_method: "{method}" },
    fields: { "payment_method!": "id", return_url: "url" },
  },
  {
    name: "cancel an intent",
    door: "onerway",
    method: "POST",
    path: "/v1/payment_intents/{intent}/cancel",
    body: {},
    fields: { cancellation_reason: "choice" },
  },
  {
    name: "add an Onerway webhook endpoint",
    door: "onerway",
    method: "POST",
    path: "/v1/webhook_endpoints",
    body: { url: ENDPOINT_URL, enabled_events: ["*"] },
    fields: { "url!": "url", "enabled_events!": "choices", description: "text" },
  },
  {
    name: "say where the buyer is",
    door: "cashier",
    method: "POST",
    path: "/checkout/{session}/location",
    body: { country: "US" },
    fields: { "country!": "required_text", region: "text", postal_code: "text" },
  },
  {
    name: "pay at the cashier",
    door: "cashier",
    method: "POST",
    path: "/checkout/{session}/pay",
    body: {
      ...BUYER,
      attempt_key: "0b5c4bd2-press-of-the-button",
      expected_total: 999,
      card: { number: CARDS.good, ...EXPIRY, cvc: "123" },
    },
    fields: {
      "attempt_key!": "required_text",
      "expected_total!": "count_from_zero",
      "email!": "email",
      "name!": "required_text",
      "country!": "required_text",
      region: "text",
      "card!": "group",
      "card.number!": "required_text",
      "card.exp_month!": "amount",
      "card.exp_year!": "amount",
      "card.cvc!": "required_text",
    },
  },
  {
    name: "type a card to be saved",
    door: "cashier",
    method: "POST",
    path: "/cards/{setup}/confirm",
    body: {
      attempt_key: "0b5c4bd2-press-of-the-button",
      name: "Ada Lovelace",
      card: { number: CARDS.good, ...EXPIRY, cvc: "123" },
    },
    fields: {
      "attempt_key!": "required_text",
      "name!": "required_text",
      country: "required_text",
      "card!": "group",
      "card.number!": "required_text",
      "card.exp_month!": "amount",
      "card.exp_year!": "amount",
      "card.cvc!": "required_text",
    },
  },
  {
    name: "come back from the bank",
    door: "cashier",
    method: "POST",
    path: "/checkout/{session}/authenticated",
    body: {},
    fields: {},
  },
  {
    name: "order in the demo shop",
    door: "demo",
    method: "POST",
    path: "/demo/checkout",
    body: { product: "mug", merchant: "direct", presentation: "iframe" },
    fields: {
      "product!": "choice",
      "merchant!": "choice",
      "presentation!": "choice",
      buyer_country: "choice",
    },
  },
];
