import type { Core } from "../../core/core.ts";
import { reviveDispute } from "../../core/disputes/events.ts";
import type { Event, EventType } from "../../core/events/event.ts";
import { reviveIntent } from "../../core/payments/payment-intent.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import { standardWebhookHeaders, timestampedSignature } from "../../core/webhooks/standard-webhooks.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { presentPaymentIntent } from "./present.ts";
import { presentDispute } from "./present-dispute.ts";

/** This API's name for each event of the core; null where it tells nothing. */
const EVENT_NAMES = {
  "payment.created": "payment_intent.created",
  "payment.requires_action": "payment_intent.requires_action",
  "payment.amount_capturable_updated": "payment_intent.amount_capturable_updated",
  "payment.processing": "payment_intent.processing",
  "payment.succeeded": "payment_intent.succeeded",
  "payment.failed": "payment_intent.payment_failed",
  "payment.canceled": "payment_intent.canceled",
  "payment.refunded": null,
  "refund.succeeded": null,
  "refund.failed": null,
  "refund.canceled": null,
  "dispute.created": "charge.dispute.created",
  "dispute.updated": "charge.dispute.updated",
  "dispute.closed": "charge.dispute.closed",
  "dispute.funds_withdrawn": "charge.dispute.funds_withdrawn",
  "dispute.funds_reinstated": "charge.dispute.funds_reinstated",
  "subscription.created": null,
  "subscription.updated": null,
  "subscription.canceled": null,
  "invoice.paid": null,
} as const satisfies Record<EventType, string | null>;

/** Every event name that an endpoint of this API can ask for. */
export const WEBHOOK_EVENT_TYPES = Object.values(EVENT_NAMES).filter((name) => name !== null);

export const API_VERSION = "2025-06-05";

/** What an event tells of, as it was then. */
function presentObject(core: Core, event: Event, scope: Scope): object {
  if (event.object_type === "dispute") return presentDispute(scope, reviveDispute(event.snapshot));
  const { client_secret: _, ...object } = presentPaymentIntent(core, scope, reviveIntent(event.snapshot));
  return object;
}

function presentEvent(core: Core, event: Event, scope: Scope) {
  return {
    id: formatId("event", event.id),
    object: "event",
    api_version: API_VERSION,
    created: unixSeconds(event.created_at),
    data: { object: presentObject(core, event, scope) },
    livemode: scope.livemode,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    sequence: event.sequence,
    type: EVENT_NAMES[event.type],
  };
}

export function onerwayWebhooks(core: Core): WebhookDialect {
  return {
    api: "onerway",
    eventName: (type) => EVENT_NAMES[type],
    render: (event, scope) => JSON.stringify(presentEvent(core, event, scope)),
    headers({ event, body, secrets, sent_at }) {
      const sent = unixSeconds(sent_at);
      const signatures = secrets.map((secret) => `v1=${timestampedSignature(secret, sent, body)}`);
      return {
        ...standardWebhookHeaders({ id: formatId("event", event.id), body, secrets, sent_at }),
        "Onerway-Signature": [`t=${sent}`, ...signatures].join(","),
      };
    },
  };
}
