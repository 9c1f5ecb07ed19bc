import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { API_VERSION, WEBHOOK_EVENT_TYPES } from "../events.ts";
import { component } from "./answers.ts";
import { exampleData } from "./event-data.ts";
import { EXAMPLE_INSTANT, id, instant, nullable } from "./fields.ts";

export const event_type = Type.Enum([...WEBHOOK_EVENT_TYPES]);

const endpoint_fields = {
  id: id("`we_` and 22 letters and digits."),
  url: Type.String({ description: "Where we POST the events." }),
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
    // One of these; which one, the type says.
    data: Type.Unsafe({
      anyOf: [
        "PaymentEventData",
        "PaymentRefundedEventData",
        "RefundEventData",
        "DisputeEventData",
        "SubscriptionEventData",
        "InvoiceEventData",
      ].map(component),
      description: "What it happened to, as it was then.",
    }),
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
  data: exampleData(type),
  livemode: false,
  api_version: API_VERSION,
  sequence: 3,
});
