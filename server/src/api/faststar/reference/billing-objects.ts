import { Type } from "typebox";
import { INVOICE_STATUSES } from "../../../core/billing/invoices/invoice.ts";
import { SUBSCRIPTION_STATUSES } from "../../../core/billing/subscription.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_PRODUCT } from "./catalog-objects.ts";
import { EXAMPLE_SESSION } from "./checkout-objects.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";
import { TaxComponent } from "./tax-objects.ts";

const item = {
  price_id: nullable(id("The price.")),
  product_id: nullable(id("The product.")),
  quantity: Type.Integer({ description: "How many." }),
};

const terms = {
  customer_id: id("Who pays."),
  status: Type.Enum([...SUBSCRIPTION_STATUSES], {
    description:
      "`incomplete` from the press of the button until the first period is paid or the card is verified; `incomplete_expired` when that never happened.",
  }),
  current_period_start: nullable(instant("Since when the period runs that is paid for, or free.")),
  current_period_end: nullable(instant("When it ends.")),
  trial_end: nullable(instant("When the free days are over.")),
  next_billing_at: nullable(instant("When money is next asked for; null when never again.")),
  currency: Type.String({ description: "ISO 4217, in capitals." }),
  checkout_session_id: id("The session in which it began."),
  client_reference_id: nullable(Type.String({ description: "Your order number, as the session had it." })),
  cancel_at_period_end: Type.Boolean({ description: "Whether it ends with this period." }),
  metadata,
};

export const Subscription = Type.Object(
  {
    id: id("`sub_` and 22 letters and digits."),
    ...terms,
    items: Type.Array(
      Type.Object({
        ...item,
        name: Type.String({ description: "What the buyer saw." }),
        unit_amount: minorUnits("For one piece and period."),
      }),
      { description: "What each period is paid for." },
    ),
    recurring_interval: Type.Enum(["day", "week", "month", "year"], { description: "How long a period is." }),
    recurring_interval_count: Type.Integer({ description: "How many of these make a period." }),
    payment_method_id: nullable(id("The card that later periods are charged to.")),
    latest_invoice_id: id("The invoice of this period."),
    canceled_at: nullable(instant("When it was called off.")),
    ended_at: nullable(instant("When it came to its end.")),
    created_at: instant("When the buyer first pressed the button."),
  },
  { description: "What a customer pays for again and again." },
);

export const SubscriptionEventData = Type.Object(
  {
    subscription_id: id("The subscription."),
    ...terms,
    items: Type.Array(Type.Object(item), { description: "What each period is paid for." }),
  },
  { description: "The subscription as it was then." },
);

const bill = {
  subscription_id: id("What it is for."),
  customer_id: id("Who pays."),
  payment_id: nullable(id("The payment; null when nothing was due.")),
  amount_due: minorUnits("What is to be paid."),
  amount_paid: minorUnits("What has come in."),
  amount_tax: minorUnits("The tax, whether it is included in the prices or comes on top."),
  currency: Type.String({ description: "ISO 4217, in capitals." }),
  status: Type.Enum([...INVOICE_STATUSES], { description: "`paid` also when nothing was due." }),
  number: nullable(Type.String({ description: "Counts up without gaps; null until it is paid." })),
  period_start: nullable(instant("When the period begins that it is for.")),
  period_end: nullable(instant("When that ends.")),
  client_reference_id: nullable(Type.String({ description: "Your order number, as the session had it." })),
};

const InvoiceLine = Type.Object({
  price_id: nullable(id("The price.")),
  product_id: nullable(id("The product.")),
  description: Type.String({ description: "What the buyer saw." }),
  quantity: Type.Integer({ description: "How many." }),
  unit_amount: minorUnits("For one piece and period."),
  amount: minorUnits("What this line costs; 0 in a trial."),
  amount_tax: minorUnits("The tax of this line."),
  tax_components: Type.Array(TaxComponent, { description: "Each authority's part of it." }),
});

export const Invoice = Type.Object(
  {
    id: id("`in_` and 22 letters and digits."),
    ...bill,
    billing_reason: Type.Enum(["subscription_create"], { description: "Why it was drawn up." }),
    amount_subtotal: minorUnits("The lines together. Where prices include the tax, it is in here."),
    lines: Type.Array(InvoiceLine, { description: "What it is for." }),
    notes: Type.Array(Type.String(), { description: "What the law wants to be written on it." }),
    paid_at: nullable(instant("When it was paid.")),
    voided_at: nullable(instant("When it was given up.")),
    created_at: instant("When it was drawn up."),
  },
  { description: "What one period of a subscription costs." },
);

export const InvoiceEventData = Type.Object(
  { invoice_id: id("The invoice."), ...bill },
  { description: "The invoice as it was then." },
);

const PERIOD_END = "2026-07-12T12:00:00Z";

const example_terms = {
  customer_id: exampleId("customer"),
  status: "active",
  current_period_start: EXAMPLE_INSTANT as string | null,
  current_period_end: PERIOD_END as string | null,
  trial_end: null,
  next_billing_at: PERIOD_END as string | null,
  currency: "USD",
  checkout_session_id: EXAMPLE_SESSION.id,
  client_reference_id: EXAMPLE_SESSION.client_reference_id,
  cancel_at_period_end: false,
  metadata: {},
};

const example_item = { price_id: exampleId("price"), product_id: EXAMPLE_PRODUCT.id, quantity: 1 };

export const EXAMPLE_SUBSCRIPTION = {
  id: exampleId("subscription"),
  ...example_terms,
  items: [{ ...example_item, name: EXAMPLE_PRODUCT.name, unit_amount: 999 }],
  recurring_interval: "month",
  recurring_interval_count: 1,
  payment_method_id: exampleId("payment_method"),
  latest_invoice_id: exampleId("invoice"),
  canceled_at: null as string | null,
  ended_at: null as string | null,
  created_at: EXAMPLE_INSTANT,
};

export const exampleSubscriptionEvent = (changes: object) => ({
  subscription_id: EXAMPLE_SUBSCRIPTION.id,
  ...example_terms,
  items: [example_item],
  ...changes,
});

const example_bill = {
  subscription_id: EXAMPLE_SUBSCRIPTION.id,
  customer_id: exampleId("customer"),
  payment_id: exampleId("payment_intent"),
  amount_due: EXAMPLE_SESSION.amount_total,
  amount_paid: EXAMPLE_SESSION.amount_total,
  amount_tax: EXAMPLE_SESSION.amount_tax,
  currency: "USD",
  status: "paid",
  number: "INV-000042",
  period_start: EXAMPLE_INSTANT,
  period_end: PERIOD_END,
  client_reference_id: EXAMPLE_SESSION.client_reference_id,
};

export const EXAMPLE_INVOICE_EVENT = { invoice_id: exampleId("invoice"), ...example_bill };

export const EXAMPLE_INVOICE = {
  id: exampleId("invoice"),
  ...example_bill,
  billing_reason: "subscription_create",
  amount_subtotal: EXAMPLE_SESSION.amount_subtotal,
  lines: [
    {
      price_id: exampleId("price"),
      product_id: EXAMPLE_PRODUCT.id,
      description: EXAMPLE_PRODUCT.name,
      quantity: 1,
      unit_amount: 999,
      amount: 999,
      amount_tax: 80,
      tax_components: [{ name: "Sales tax", jurisdiction: "US", rate_percent: 8, tax_amount: 80 }],
    },
  ],
  notes: [],
  paid_at: EXAMPLE_INSTANT,
  voided_at: null,
  created_at: EXAMPLE_INSTANT,
};
