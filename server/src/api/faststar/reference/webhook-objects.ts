import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../events.ts";
import { EXAMPLE_SESSION } from "./checkout-objects.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";

export const event_type = Type.Enum([...WEBHOOK_EVENT_TYPES]);

const endpoint_fields = {
  id: id("`we_` and 22 letters and digits."),
  url: Type.String({ format: "uri", description: "Where we POST the events." }),
  event_types: Type.Array(event_type, { description: "What it is told; empty means everything." }),
  description: nullable(Type.String({ description: "Your own note." })),
  status: Type.Enum(["enabled", "disabled"], { description: "Whether events are sent to it." }),
  previous_secret_expires_at: nullable(
    instant("Until when the secret before the last rotation signs as well; null when there is none."),
  ),
  created_at: instant("When it was made."),
};

export const WebhookEndpoint = Type.Object(endpoint_fields, {
  description: "An address of yours that is told what happens.",
});

export const CreatedWebhookEndpoint = Type.Object(
  {
    ...endpoint_fields,
    secret: Type.String({ description: "`whsec_` and the key in base64. It is shown only here." }),
  },
  { description: "A webhook endpoint with its signing secret." },
);

export const Event = Type.Object(
  {
    id: id("`evt_` and 22 letters and digits; the same on every delivery of the event."),
    type: event_type,
    created: Type.Integer({ description: "When it happened, in Unix seconds." }),
    data: Type.Object(
      {
        payment_id: id("The payment."),
        amount: minorUnits("What was to be paid."),
        currency: Type.String({ description: "ISO 4217, in capitals." }),
        status: Type.String({ description: "The payment's status at that moment." }),
        amount_tax: minorUnits("The part of `amount` that is tax."),
        checkout_session_id: nullable(id("The session that it was paid through.")),
        client_reference_id: nullable(Type.String({ description: "Your order number." })),
        metadata,
        error_code: nullable(Type.String({ description: "Why the last attempt failed." })),
        decline_code: nullable(Type.String({ description: "The issuer's finer reason." })),
        sequence: Type.Integer({ description: "The event's `sequence`, once more." }),
      },
      { description: "The payment as it was then." },
    ),
    livemode: Type.Boolean({ description: "Whether real money moved." }),
    api_version: Type.String({ description: "Of the API whose words these are." }),
    sequence: Type.Integer({
      description:
        "Grows with every event of the same payment: order events by it, and leave out what is older.",
    }),
  },
  { description: "Something that happened." },
);

export const EXAMPLE_ENDPOINT = {
  id: exampleId("webhook_endpoint"),
  url: "https://shop.example/webhooks",
  event_types: ["payment.succeeded", "payment.failed"],
  description: "Orders",
  status: "enabled",
  previous_secret_expires_at: null as string | null,
  created_at: EXAMPLE_INSTANT,
};

export const exampleEvent = (type: string) => ({
  id: exampleId("event"),
  type,
  created: 1781265600,
  data: {
    payment_id: exampleId("payment_intent"),
    amount: EXAMPLE_SESSION.amount_total,
    currency: "USD",
    status: STATUS_AFTER[type],
    amount_tax: EXAMPLE_SESSION.amount_tax,
    checkout_session_id: EXAMPLE_SESSION.id,
    client_reference_id: EXAMPLE_SESSION.client_reference_id,
    metadata: {},
    error_code: type === "payment.failed" ? "card_declined" : null,
    decline_code: type === "payment.failed" ? "generic_decline" : null,
    sequence: 3,
  },
  livemode: false,
  api_version: API_VERSION,
  sequence: 3,
});

const STATUS_AFTER: Readonly<Record<string, string>> = {
  "payment.succeeded": "succeeded",
  "payment.failed": "requires_payment_method",
  "payment.canceled": "canceled",
};
