import type { Core } from "../core.ts";
import type { Event } from "../events/event.ts";
import type { Invoice } from "./invoices/invoice.ts";
import type { Subscription } from "./subscription.ts";

type SubscriptionEventType = "subscription.created" | "subscription.updated" | "subscription.canceled";

/** The event that tells of a subscription's new state. */
export function subscriptionEvent(
  core: Core,
  type: SubscriptionEventType,
  subscription: Subscription,
): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "subscription",
    object_id: subscription.id,
    sequence: subscription.version,
    snapshot: JSON.stringify(subscription),
    created_at: core.clock.now(),
  };
}

/** The event that tells of an invoice's new state. */
export function invoiceEvent(core: Core, type: "invoice.paid", invoice: Invoice): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "invoice",
    object_id: invoice.id,
    sequence: invoice.version,
    snapshot: JSON.stringify(invoice),
    created_at: core.clock.now(),
  };
}

/** A record as JSON brings it back: instants are text. */
type Written<T> = {
  [Key in keyof T]: T[Key] extends Date ? string : Date extends T[Key] ? string | null : T[Key];
};

const instant = (text: string | null) => (text === null ? null : new Date(text));

/** An event's snapshot, read back as the record that it was. */
export function reviveSubscription(snapshot: string): Subscription {
  const record = JSON.parse(snapshot) as Written<Subscription>;
  return {
    ...record,
    billing_anchor: instant(record.billing_anchor),
    current_period_start: instant(record.current_period_start),
    current_period_end: instant(record.current_period_end),
    trial_end: instant(record.trial_end),
    next_billing_at: instant(record.next_billing_at),
    canceled_at: instant(record.canceled_at),
    ended_at: instant(record.ended_at),
    look_at: instant(record.look_at),
    created_at: new Date(record.created_at),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function reviveInvoice(snapshot: string): Invoice {
  const record = JSON.parse(snapshot) as Written<Invoice>;
  return {
    ...record,
    period_start: instant(record.period_start),
    period_end: instant(record.period_end),
    paid_at: instant(record.paid_at),
    voided_at: instant(record.voided_at),
    created_at: new Date(record.created_at),
  };
}
