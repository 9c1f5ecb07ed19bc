import { EVENT_TYPES, type EventType } from "../../core/events/event.ts";

/**
 * This API's name for each event of the core; null where it tells nothing. Several events of the core may have one name:
 * a refund that succeeds, or is called off, has been updated.
 */
export const EVENT_NAMES = {
  "payment.created": "payment_intent.created",
  "payment.requires_action": "payment_intent.requires_action",
  "payment.amount_capturable_updated": "payment_intent.amount_capturable_updated",
  "payment.processing": "payment_intent.processing",
  "payment.succeeded": "payment_intent.succeeded",
  "payment.failed": "payment_intent.payment_failed",
  "payment.canceled": "payment_intent.canceled",
  "payment.refunded": null,
  "refund.created": "refund.created",
  "refund.updated": "refund.updated",
  "refund.succeeded": "refund.updated",
  "refund.failed": "refund.failed",
  "refund.canceled": "refund.updated",
  "dispute.created": "charge.dispute.created",
  "dispute.updated": "charge.dispute.updated",
  "dispute.closed": "charge.dispute.closed",
  "dispute.funds_withdrawn": "charge.dispute.funds_withdrawn",
  "dispute.funds_reinstated": "charge.dispute.funds_reinstated",
  "fraud_warning.created": "radar.early_fraud_warning.created",
  "setup_intent.created": "setup_intent.created",
  "setup_intent.requires_action": "setup_intent.requires_action",
  "setup_intent.succeeded": "setup_intent.succeeded",
  "setup_intent.failed": "setup_intent.setup_failed",
  "setup_intent.canceled": "setup_intent.canceled",
  "customer.created": "customer.created",
  "customer.updated": "customer.updated",
  "customer.deleted": "customer.deleted",
  "payment_method.attached": "payment_method.attached",
  "payment_method.detached": "payment_method.detached",
  "subscription.created": null,
  "subscription.updated": null,
  "subscription.canceled": null,
  "invoice.paid": null,
} as const satisfies Record<EventType, string | null>;

/** The words in which this API speaks: of its events, and of everything else. */
export const API_VERSION = "2025-06-05";

/** Every event name that an endpoint of this API can ask for. */
export const WEBHOOK_EVENT_TYPES = [...new Set(Object.values(EVENT_NAMES).filter((name) => name !== null))];

/** The core's words for the events that a filter means: a name, or the beginning of one and `.*`, or `*`. */
export function coreEventTypes(filter: string): EventType[] {
  const beginning = filter.endsWith("*") ? filter.slice(0, -1) : undefined;
  return EVENT_TYPES.filter((type) => {
    const name = EVENT_NAMES[type];
    if (name === null) return false;
    return beginning === undefined ? name === filter : name.startsWith(beginning);
  });
}
