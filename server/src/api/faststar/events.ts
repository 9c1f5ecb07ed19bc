import type { Event, EventType } from "../../core/events/event.ts";
import { type PaymentIntent, reviveIntent } from "../../core/payments/payment-intent.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import { standardWebhookHeaders, timestampedSignature } from "../../core/webhooks/standard-webhooks.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";

/** This API's name for each event of the core; null where it tells nothing. */
const EVENT_NAMES = {
  "payment.created": null,
  "payment.requires_action": null,
  "payment.succeeded": "payment.succeeded",
  "payment.failed": "payment.failed",
  "payment.canceled": "payment.canceled",
} as const satisfies Record<EventType, string | null>;

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

export const faststarWebhooks: WebhookDialect = {
  api: "faststar",
  eventName: (type) => EVENT_NAMES[type],
  render(event: Event, scope: Scope): string {
    return JSON.stringify({
      id: formatId("event", event.id),
      type: EVENT_NAMES[event.type],
      created: unixSeconds(event.created_at),
      data: presentPayment(reviveIntent(event.snapshot), event),
      livemode: scope.livemode,
      api_version: API_VERSION,
    });
  },
  headers({ event, body, secrets, sent_at }) {
    const id = formatId("event", event.id);
    const sent = unixSeconds(sent_at);
    const signatures = secrets.map((secret) => `v1=${timestampedSignature(secret, sent, body)}`);
    return {
      ...standardWebhookHeaders({ id, body, secrets, sent_at }),
      "X-Webhook-ID": id,
      "X-Webhook-Timestamp": String(unixSeconds(event.created_at)),
      "X-Webhook-Signature": [`t=${sent}`, ...signatures].join(","),
    };
  },
};
