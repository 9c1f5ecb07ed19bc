import { reviveInvoice, reviveSubscription } from "../../core/billing/events.ts";
import { reviveDispute } from "../../core/disputes/events.ts";
import { EVENT_TYPES, type Event, type EventObjectType, type EventType } from "../../core/events/event.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import { reviveIntent } from "../../core/payments/payment-snapshot.ts";
import { type RefundedPayment, reviveRefund, reviveRefundedPayment } from "../../core/refunds/events.ts";
import type { Refund } from "../../core/refunds/refund.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import { standardWebhookHeaders, timestampedSignature } from "../../core/webhooks/standard-webhooks.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId, type IdKind, parseId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { presentInvoiceEvent, presentSubscriptionEvent } from "./present-billing.ts";
import { presentDisputeEvent } from "./present-dispute.ts";

/** This API's name for each event of the core; null where it tells nothing. */
const EVENT_NAMES = {
  "payment.created": null,
  "payment.requires_action": null,
  "payment.amount_capturable_updated": null,
  "payment.processing": null,
  "payment.succeeded": "payment.succeeded",
  "payment.failed": "payment.failed",
  "payment.canceled": "payment.canceled",
  "payment.refunded": "payment.refunded",
  "refund.created": null,
  "refund.updated": null,
  "refund.succeeded": "refund.succeeded",
  "refund.failed": "refund.failed",
  "refund.canceled": "refund.canceled",
  "dispute.created": "dispute.created",
  "dispute.updated": "dispute.updated",
  "dispute.closed": "dispute.closed",
  // That money has moved is said by the status of the other three.
  "dispute.funds_withdrawn": null,
  "dispute.funds_reinstated": null,
  // FastStar has no address at which a warning could be looked at.
  "fraud_warning.created": null,
  "setup_intent.created": null,
  "setup_intent.requires_action": null,
  "setup_intent.succeeded": null,
  "setup_intent.failed": null,
  "setup_intent.canceled": null,
  // FastStar's merchants are answered when they change these, and nobody else does.
  "customer.created": null,
  "customer.updated": null,
  "customer.deleted": null,
  "payment_method.attached": null,
  "payment_method.detached": null,
  "subscription.created": "subscription.created",
  "subscription.updated": "subscription.updated",
  "subscription.canceled": "subscription.canceled",
  "invoice.paid": "invoice.paid",
} as const satisfies Record<EventType, string | null>;

/** What this API tells, in the core's words. */
export const TOLD_EVENT_TYPES = EVENT_TYPES.filter((type) => EVENT_NAMES[type] !== null);

/** The core's words for one of this API's event names. */
export function coreEventTypes(name: string): EventType[] {
  return TOLD_EVENT_TYPES.filter((type) => EVENT_NAMES[type] === name);
}

/** What events tell of, and the kind of id that it has. */
const OBJECT_KINDS = {
  payment_intent: "payment_intent",
  refund: "refund",
  dispute: "dispute",
  fraud_warning: "fraud_warning",
  setup_intent: "setup_intent",
  customer: "customer",
  payment_method: "payment_method",
  subscription: "subscription",
  invoice: "invoice",
} as const satisfies Record<EventObjectType, IdKind>;

/** The uuid of something that events can tell of; undefined when the text is not the id of such a thing. */
export function parseObjectId(text: string): string | undefined {
  const uuids = Object.values(OBJECT_KINDS).map((kind) => parseId(kind, text));
  return uuids.find((uuid) => uuid !== undefined);
}

/** Every event name that an endpoint of this API can ask for. */
export const WEBHOOK_EVENT_TYPES = Object.values(EVENT_NAMES).filter((name) => name !== null);

export const API_VERSION = "v1";

function presentPayment(intent: PaymentIntent, event: Event) {
  return {
    payment_id: formatId("payment_intent", intent.id),
    amount: intent.amount,
    currency: intent.currency,
    status: intent.status,
    amount_tax: intent.tax_amount,
    checkout_session_id:
      intent.checkout_session_id === null ? null : formatId("checkout_session", intent.checkout_session_id),
    client_reference_id: intent.client_reference_id,
    customer_id: intent.customer_id === null ? null : formatId("customer", intent.customer_id),
    metadata: intent.metadata,
    error_code: intent.last_payment_error?.code ?? null,
    decline_code: intent.last_payment_error?.decline_code ?? null,
    sequence: event.sequence,
  };
}

/** An event as webhooks and lists tell it. */
export function presentEvent(event: Event, scope: Scope) {
  return {
    id: formatId("event", event.id),
    type: EVENT_NAMES[event.type],
    created: unixSeconds(event.created_at),
    data: presentData(event),
    livemode: scope.livemode,
    api_version: API_VERSION,
    sequence: event.sequence,
  };
}

function presentRefundedPayment(payment: RefundedPayment, event: Event) {
  return {
    payment_id: formatId("payment_intent", payment.id),
    amount: payment.amount,
    amount_refunded: payment.amount_refunded,
    currency: payment.currency,
    status: payment.status,
    client_reference_id: payment.client_reference_id,
    refund_id: formatId("refund", payment.refund_id),
    sequence: event.sequence,
  };
}

function presentRefund(refund: Refund, event: Event) {
  return {
    refund_id: formatId("refund", refund.id),
    payment_id: formatId("payment_intent", refund.payment_intent_id),
    amount: refund.amount,
    currency: refund.currency,
    status: refund.status,
    reason: refund.reason,
    failure_reason: refund.failure_reason,
    sequence: event.sequence,
  };
}

function presentData(event: Event) {
  switch (event.type) {
    case "payment.refunded":
      return presentRefundedPayment(reviveRefundedPayment(event.snapshot), event);
    case "refund.succeeded":
    case "refund.failed":
    case "refund.canceled":
      return presentRefund(reviveRefund(event.snapshot), event);
    case "dispute.created":
    case "dispute.updated":
    case "dispute.closed":
      return presentDisputeEvent(reviveDispute(event.snapshot));
    case "subscription.created":
    case "subscription.updated":
    case "subscription.canceled":
      return presentSubscriptionEvent(reviveSubscription(event.snapshot));
    case "invoice.paid":
      return presentInvoiceEvent(reviveInvoice(event.snapshot));
    default:
      return presentPayment(reviveIntent(event.snapshot), event);
  }
}

export const faststarWebhooks: WebhookDialect = {
  api: "faststar",
  eventName: (type) => EVENT_NAMES[type],
  render: (event, scope) => JSON.stringify(presentEvent(event, scope)),
  headers({ event, body, secrets, sent_at }) {
    const id = formatId("event", event.id);
    const sent = unixSeconds(sent_at);
    const signatures = secrets.map((secret) => `v1=${timestampedSignature(secret, sent, body)}`);
    return {
      "X-Webhook-ID": id,
      "X-Webhook-Timestamp": String(unixSeconds(event.created_at)),
      "X-Webhook-Signature": [`t=${sent}`, ...signatures].join(","),
      ...standardWebhookHeaders({ id, body, secrets, sent_at }),
    };
  },
};
