import type { Core } from "../../core/core.ts";
import { reviveCustomer } from "../../core/customers/events.ts";
import { reviveDispute } from "../../core/disputes/events.ts";
import { reviveFraudWarning } from "../../core/disputes/fraud-warnings/events.ts";
import type { Event } from "../../core/events/event.ts";
import { revivePaymentMethod } from "../../core/payment-methods/events.ts";
import { reviveIntent } from "../../core/payments/payment-snapshot.ts";
import { reviveRefund } from "../../core/refunds/events.ts";
import { reviveSetupIntent } from "../../core/setup-intents/events.ts";
import type { WebhookDialect } from "../../core/webhooks/dialect.ts";
import { standardWebhookHeaders, timestampedSignature } from "../../core/webhooks/standard-webhooks.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { API_VERSION, EVENT_NAMES } from "./event-names.ts";
import { presentFraudWarning } from "./fraud-warnings/present.ts";
import { presentPaymentIntent, presentPaymentMethod } from "./present.ts";
import { presentCustomer } from "./present-customers.ts";
import { presentDispute } from "./present-dispute.ts";
import { presentRefund } from "./present-refunds.ts";
import { presentSetupIntent } from "./present-setup-intents.ts";

/** An event as webhooks and lists tell it, with its object as it was then. */
export function presentEvent(core: Core, event: Event, scope: Scope) {
  return {
    id: formatId("event", event.id),
    object: "event",
    api_version: API_VERSION,
    created: unixSeconds(event.created_at),
    data: { object: presentObject(core, event, scope) },
    livemode: scope.livemode,
    // How many endpoints have not heard of it yet changes by the second, and a webhook has to say what the list says.
    pending_webhooks: null,
    request: { id: null, idempotency_key: null },
    sequence: event.sequence,
    type: EVENT_NAMES[event.type],
  };
}

function presentObject(core: Core, { object_type, snapshot }: Event, scope: Scope): object {
  switch (object_type) {
    case "dispute":
      return presentDispute(scope, reviveDispute(snapshot));
    case "fraud_warning":
      return presentFraudWarning(scope, reviveFraudWarning(snapshot));
    case "customer":
      return presentCustomer(scope, reviveCustomer(snapshot));
    case "payment_method":
      return presentPaymentMethod(scope, revivePaymentMethod(snapshot));
    case "refund":
      return presentRefund(reviveRefund(snapshot));
    case "setup_intent":
      return withoutSecret(presentSetupIntent(core, scope, reviveSetupIntent(snapshot)));
    default:
      return withoutSecret(presentPaymentIntent(core, scope, reviveIntent(snapshot)));
  }
}

/** Whoever reads an event later, in a log or in a queue, must not be able to pay with it. */
function withoutSecret<T extends { readonly client_secret: string }>(presented: T): Omit<T, "client_secret"> {
  const { client_secret: _, ...object } = presented;
  return object;
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
        "Onerway-Signature": [`t=${sent}`, ...signatures].join(","),
        ...standardWebhookHeaders({ id: formatId("event", event.id), body, secrets, sent_at }),
      };
    },
  };
}
