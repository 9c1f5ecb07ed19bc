import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import { getCheckoutSession } from "../checkout/get.ts";
import { type SessionWithPayment, sessionStatus } from "../checkout/session.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { lockCustomer } from "../customers/store.ts";
import { insertEvent } from "../events/store.ts";
import { attachToCustomer } from "../payment-methods/attach.ts";
import { lockPaymentMethod, updateSetup } from "../payment-methods/store.ts";
import type { PaymentAttempt } from "../payments/attempts/payment-attempt.ts";
import { findAttempt } from "../payments/attempts/store.ts";
import { invoiceEvent, subscriptionEvent } from "./events.ts";
import { payInvoice } from "./invoices/pay.ts";
import { afterDays, periodBoundary } from "./period.ts";
import { findSubscription, lockSubscription, writeSubscription } from "./store.ts";
import { type Subscription, subscriptionMayBecome } from "./subscription.ts";

/**
 * Begins the first period of a subscription whose session is complete: its payment has succeeded, or its card was
 * verified. Whoever comes first does it, in one write with the invoice, the card and the events; the others find it done.
 */
export async function activateSubscription(
  core: Core,
  scope: Scope,
  subscription_id: string,
): Promise<Subscription | undefined> {
  const waiting = await findSubscription(core.db, scope, subscription_id);
  if (waiting?.status !== "incomplete") return waiting;
  const found = await getCheckoutSession(core, scope, waiting.checkout_session_id);
  if (found === undefined || sessionStatus(found, core.clock.now()) !== "complete") return waiting;
  const attempt_id = found.intent?.payment_attempt_id;
  const attempt = attempt_id ? await findAttempt(core.db, scope, attempt_id) : undefined;

  return core.db.transaction(async (transaction) => {
    const customer = await lockCustomer(transaction, scope, waiting.customer_id);
    const current = await lockSubscription(transaction, scope, subscription_id);
    if (current === undefined) throw new Error(`Subscription ${subscription_id} has vanished.`);
    const begun = beginFirstPeriod(current, found, core.clock.now());
    if (!subscriptionMayBecome(current.status, begun.status)) return current;
    if (customer !== undefined && attempt !== undefined) {
      await keepPayingCard(core, scope, transaction, customer, attempt);
    }
    await writeSubscription(transaction, scope, begun);
    const invoice = await payInvoice(core, scope, transaction, begun, found.session);
    await insertEvent(transaction, scope, subscriptionEvent(core, "subscription.created", begun));
    await insertEvent(transaction, scope, invoiceEvent(core, "invoice.paid", invoice));
    return begun;
  });
}

/** The subscription in its first period: pure. Days of trial are a period of their own, at whose end paying begins. */
function beginFirstPeriod(
  subscription: Subscription,
  { session, intent, setup_intent }: SessionWithPayment,
  now: Date,
): Subscription {
  const { recurrence } = subscription;
  const has_trial = recurrence.trial_period_days > 0;
  const trial_end = has_trial ? afterDays(now, recurrence.trial_period_days) : null;
  const current_period_end = trial_end ?? periodBoundary(now, recurrence, 1);
  return {
    ...subscription,
    version: subscription.version + 1,
    status: has_trial ? "trialing" : "active",
    payment_method_id: setup_intent?.payment_method_id ?? intent?.payment_method_id ?? null,
    // The buyer may have moved between two presses of the button: where they paid is what counts.
    buyer_country: session.buyer_country,
    buyer_region: session.buyer_region,
    buyer_postal_code: session.buyer_postal_code,
    billing_anchor: trial_end ?? now,
    current_period_start: now,
    current_period_end,
    trial_end,
    next_billing_at: current_period_end,
    look_at: null,
  };
}

/**
 * The card that paid becomes the customer's. In that payment the buyer has agreed to later charges, so its reference is
 * what the processor wants to see with them.
 */
async function keepPayingCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
  { payment_method_id, connector, connector_reference }: PaymentAttempt,
): Promise<void> {
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  if (method === undefined || method.customer_id !== null || method.detached_at !== null) return;
  const setup = { id: method.id, setup_connector: connector, setup_reference: connector_reference };
  await updateSetup(transaction, scope, setup);
  await attachToCustomer(core, scope, transaction, customer, method);
}
