/**
 * What can happen, in the core's words. Each API maps every one of them to its own event name, or says that it does
 * not tell it. A word for each kind of object comes first.
 */
export const EVENT_TYPES = [
  "payment.created",
  "payment.requires_action",
  "payment.amount_capturable_updated",
  "payment.processing",
  "payment.succeeded",
  "payment.failed",
  "payment.canceled",
  "payment.refunded",
  "refund.created",
  "refund.updated",
  "refund.succeeded",
  "refund.failed",
  "refund.canceled",
  "dispute.created",
  "dispute.updated",
  "dispute.closed",
  "dispute.funds_withdrawn",
  "dispute.funds_reinstated",
  "fraud_warning.created",
  "setup_intent.created",
  "setup_intent.requires_action",
  "setup_intent.succeeded",
  "setup_intent.failed",
  "setup_intent.canceled",
  "customer.created",
  "customer.updated",
  "customer.deleted",
  "payment_method.attached",
  "payment_method.detached",
  "subscription.created",
  "subscription.updated",
  "subscription.canceled",
  "invoice.paid",
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export type EventObjectType =
  | "payment_intent"
  | "refund"
  | "dispute"
  | "fraud_warning"
  | "setup_intent"
  | "customer"
  | "payment_method"
  | "subscription"
  | "invoice";

export interface Event {
  readonly id: string;
  readonly type: EventType;
  readonly object_type: EventObjectType;
  readonly object_id: string;
  /** Grows with every event of the same object, so that a receiver can tell an old one from a new one. */
  readonly sequence: number;
  /** The object as it was at that moment, as JSON text of the core's record. */
  readonly snapshot: string;
  readonly created_at: Date;
}
