import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { isRefusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { type BeginSale, ensureCustomer } from "../checkout/begin-sale.ts";
import { type CheckoutSession, saleOf } from "../checkout/session.ts";
import type { Core } from "../core.ts";
import { type Invoice, invoiceSale } from "./invoices/invoice.ts";
import { findInvoice, insertInvoice, writeInvoice } from "./invoices/store.ts";
import { insertSubscription, lockSubscription } from "./store.ts";
import type { Subscription } from "./subscription.ts";

/** By then the processor has usually answered, and a worker looks only after what a crash has left. */
const FIRST_LOOK_MS = 10_000;

/**
 * Writes the subscription down, incomplete, with its open invoice, before the processor is asked. The session lends its
 * id and its lock, so however often the button is pressed there is one of each; the invoice then follows the price.
 */
export const startSubscription: BeginSale = async (core, scope, transaction, sale) => {
  const customer_id = await ensureCustomer(core, scope, transaction, sale);
  if (isRefusal(customer_id)) return customer_id;
  const { session } = sale;
  const started = await lockSubscription(transaction, scope, setAside(session));
  if (started === undefined) await insertBoth(core, scope, transaction, session, customer_id);
  else if (started.status === "incomplete") await reviseInvoice(scope, transaction, session, started);
  return customer_id;
};

function setAside({ id, subscription_id }: CheckoutSession): string {
  if (subscription_id === null) throw new Error(`Checkout session ${id} starts no subscription.`);
  return subscription_id;
}

async function insertBoth(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  session: CheckoutSession,
  customer_id: string,
): Promise<void> {
  const subscription = newSubscription(core, session, customer_id);
  await insertSubscription(transaction, scope, subscription);
  await insertInvoice(transaction, scope, firstInvoice(session, subscription));
}

async function reviseInvoice(
  scope: Scope,
  transaction: Queryable,
  session: CheckoutSession,
  { latest_invoice_id }: Subscription,
): Promise<void> {
  const invoice = await findInvoice(transaction, scope, latest_invoice_id);
  if (invoice === undefined) throw new Error(`Invoice ${latest_invoice_id} has vanished.`);
  const revised = { ...invoice, ...invoiceSale(session), version: invoice.version + 1 };
  await writeInvoice(transaction, scope, revised);
}

function newSubscription(core: Core, session: CheckoutSession, customer_id: string): Subscription {
  const { currency, recurrence } = saleOf(session);
  if (recurrence === null) throw new Error(`Checkout session ${session.id} has no recurrence.`);
  const created_at = core.clock.now();
  return {
    id: setAside(session),
    version: 1,
    status: "incomplete",
    customer_id,
    checkout_session_id: session.id,
    client_reference_id: session.client_reference_id,
    currency,
    items: session.lines,
    recurrence,
    collects_tax: session.collects_tax,
    customer_tax_id: session.customer_tax_id,
    buyer_country: session.buyer_country,
    buyer_region: session.buyer_region,
    buyer_postal_code: session.buyer_postal_code,
    payment_method_id: null,
    latest_invoice_id: core.new_id(),
    billing_anchor: null,
    current_period_start: null,
    current_period_end: null,
    trial_end: null,
    next_billing_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    metadata: session.metadata,
    look_at: addMilliseconds(created_at, FIRST_LOOK_MS),
    created_at,
  };
}

function firstInvoice(session: CheckoutSession, subscription: Subscription): Invoice {
  return {
    ...invoiceSale(session),
    id: subscription.latest_invoice_id,
    version: 1,
    status: "open",
    number: null,
    billing_reason: "subscription_create",
    subscription_id: subscription.id,
    customer_id: subscription.customer_id,
    client_reference_id: session.client_reference_id,
    amount_paid: 0,
    period_start: null,
    period_end: null,
    paid_at: null,
    voided_at: null,
    created_at: subscription.created_at,
  };
}
