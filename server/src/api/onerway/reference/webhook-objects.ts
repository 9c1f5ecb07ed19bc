import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../event-names.ts";
import { EXAMPLE_CUSTOMER } from "./customer-objects.ts";
import { exampleDispute } from "./dispute-objects.ts";
import { EXAMPLE_CREATED, id, livemode, metadata, nullable, object, text, unixSeconds } from "./fields.ts";
import { EXAMPLE_FRAUD_WARNING } from "./fraud-warning-objects.ts";
import { EXAMPLE_PAYMENT_INTENT } from "./payment-intent-objects.ts";
import { EXAMPLE_PAYMENT_METHOD } from "./payment-method-objects.ts";
import { EXAMPLE_REFUND } from "./refund-objects.ts";
import { EXAMPLE_SETUP_INTENT } from "./setup-intent-objects.ts";

const endpoint_fields = {
  id: id("`we_` and 22 letters and digits."),
  object: object("webhook_endpoint"),
  api_version: text("Of the API in whose words it is told."),
  application: Type.Null({ description: "Always null; client libraries expect the field." }),
  created: unixSeconds("When it was made, in Unix seconds."),
  description: nullable(text("Your own note.")),
  enabled_events: Type.Array(Type.Enum(["*", ...WEBHOOK_EVENT_TYPES]), {
    description: "What it is told; `*` means everything.",
  }),
  livemode,
  metadata,
  status: Type.Enum(["enabled", "disabled"], { description: "Whether events are sent to it." }),
  url: text("Where we POST the events."),
};

export const WebhookEndpoint = Type.Object(endpoint_fields, {
  description: "An address of yours that is told what happens.",
});

export const CreatedWebhookEndpoint = Type.Object(
  { ...endpoint_fields, secret: text("`whsec_` and the key in base64. It is shown only here.") },
  { description: "A webhook endpoint as its creation answers it." },
);

export const Event = Type.Object(
  {
    id: id("`evt_` and 22 letters and digits; the same on every delivery of the event."),
    object: object("event"),
    api_version: text("Of the API whose words these are."),
    created: unixSeconds("When it happened, in Unix seconds."),
    data: Type.Object({
      object: Type.Object(
        {},
        {
          description:
            "What it happened to, as it was then: a payment intent, a setup intent (without their `client_secret`), a refund, a dispute, a warning of fraud, a customer or a payment method.",
          additionalProperties: true,
        },
      ),
    }),
    livemode,
    pending_webhooks: Type.Null({
      description: "Always null: the same event is told everywhere, and how many have heard it changes.",
    }),
    request: Type.Object(
      { id: nullable(Type.String()), idempotency_key: nullable(Type.String()) },
      { description: "Both null: an event does not say which request it goes back to." },
    ),
    sequence: Type.Integer({ description: "Grows with every event of this object: order events by it." }),
    type: Type.Enum([...WEBHOOK_EVENT_TYPES]),
  },
  { description: "Something that happened." },
);

export const EXAMPLE_ENDPOINT = {
  id: exampleId("webhook_endpoint"),
  object: "webhook_endpoint",
  api_version: API_VERSION,
  application: null,
  created: EXAMPLE_CREATED,
  description: "Orders",
  enabled_events: ["payment_intent.succeeded", "payment_intent.payment_failed"],
  livemode: false,
  metadata: {},
  status: "enabled",
  url: "https://shop.example/webhooks",
};

const { amount: amount_received } = EXAMPLE_PAYMENT_INTENT;
const payment_method = exampleId("payment_method");

/** What an event finds changed of the example of its object. */
const CHANGED: Readonly<Record<string, object>> = {
  "payment_intent.requires_action": { payment_method, status: "requires_action" },
  "payment_intent.amount_capturable_updated": {
    amount_capturable: amount_received,
    capture_method: "manual",
    payment_method,
    status: "requires_capture",
  },
  "payment_intent.processing": {
    payment_method,
    payment_method_types: ["us_bank_account"],
    status: "processing",
  },
  "payment_intent.succeeded": { amount_received, payment_method, status: "succeeded" },
  "payment_intent.canceled": {
    canceled_at: EXAMPLE_CREATED,
    cancellation_reason: "requested_by_customer",
    status: "canceled",
  },
  "payment_method.attached": { customer: exampleId("customer") },
  "payment_method.detached": { customer: null },
  "refund.created": { status: "pending" },
  "refund.failed": { failure_reason: "expired_or_canceled_card", status: "failed" },
  "setup_intent.requires_action": { payment_method, status: "requires_action" },
  "setup_intent.succeeded": { payment_method, status: "succeeded" },
  "setup_intent.canceled": { cancellation_reason: "abandoned", status: "canceled" },
};

/** What an event of a name tells of. */
function exampleObject(type: string): object {
  if (type.startsWith("customer.")) return EXAMPLE_CUSTOMER;
  if (type.startsWith("payment_method.")) return EXAMPLE_PAYMENT_METHOD;
  if (type.startsWith("refund.")) return EXAMPLE_REFUND;
  if (type.startsWith("charge.dispute.")) return exampleDispute(type);
  if (type.startsWith("radar.")) return EXAMPLE_FRAUD_WARNING;
  const { client_secret: _, ...object } = type.startsWith("setup_intent.")
    ? EXAMPLE_SETUP_INTENT
    : EXAMPLE_PAYMENT_INTENT;
  return object;
}

export function exampleEvent(type: string) {
  return {
    id: exampleId("event"),
    object: "event",
    api_version: API_VERSION,
    created: EXAMPLE_CREATED,
    data: { object: { ...exampleObject(type), ...CHANGED[type] } },
    livemode: false,
    pending_webhooks: null,
    request: { id: null, idempotency_key: null },
    sequence: type.endsWith(".created") ? 1 : 2,
    type,
  };
}
