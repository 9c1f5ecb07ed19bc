import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_INSTANT, id, instant, nullable } from "./fields.ts";
import { EXAMPLE_ENDPOINT, event_type, exampleEvent } from "./webhook-objects.ts";

const status_code = (description: string) => nullable(Type.Integer({ description }));
const text = (description: string) => nullable(Type.String({ description }));
const headers = (description: string) => nullable(Type.Record(Type.String(), Type.String(), { description }));

const delivery_fields = {
  id: id("`whd_` and 22 letters and digits."),
  webhook_endpoint_id: id("Where it goes."),
  event_id: id("What it tells of."),
  event_type,
  replay_id: nullable(id("The replay that it belongs to; null when the event came by itself.")),
  status: Type.Enum(["pending", "succeeded", "failed"], {
    description: "`succeeded` once it was answered with 2xx; `failed` when nothing more is tried by itself.",
  }),
  attempt_count: Type.Integer({
    description: "Attempts that were made by themselves, ten at the most; retries of yours do not count.",
  }),
  response_status: status_code("The HTTP status of the last answer; null when there was none."),
  error: text("Why the last attempt failed."),
  next_attempt_at: nullable(
    instant("When it is tried again by itself; while an attempt is under way, when that is given up."),
  ),
  created_at: instant("When it was queued."),
  finished_at: nullable(instant("When it succeeded or was given up.")),
};

export const WebhookDelivery = Type.Object(delivery_fields, {
  description: "One event on its way to one endpoint.",
});

const Attempt = Type.Object({
  id: id("`wha_` and 22 letters and digits."),
  trigger: Type.Enum(["automatic", "manual"], { description: "`manual` when you asked for it." }),
  status: Type.Enum(["succeeded", "failed"], { description: "Whether it was acknowledged." }),
  attempted_at: instant("When it began."),
  duration_ms: Type.Integer({ description: "How long it took, in milliseconds." }),
  url: Type.String({ description: "Where it was sent." }),
  request_headers: headers("What was sent before the body, with its signatures; null when nothing was."),
  response_status: status_code("The HTTP status; null when there was no answer."),
  response_headers: headers("Those that help to find out who answered, and why so."),
  response_body: text("The first 16 KB of the answer, as text."),
  response_body_truncated: Type.Boolean({ description: "Whether there was more of it." }),
  error: text("What went wrong, in words."),
  next_attempt_at: nullable(instant("When it was to be tried again after this attempt.")),
});

export const WebhookDeliveryDetail = Type.Object(
  {
    ...delivery_fields,
    request_body: text("The body, the same in every attempt, byte for byte; null when nothing was sent yet."),
    attempts: Type.Array(Attempt, { description: "The last 50, in the order in which they began." }),
  },
  { description: "A delivery with everything that was said." },
);

export const WebhookReplay = Type.Object(
  {
    id: id("`whr_` and 22 letters and digits."),
    webhook_endpoint_id: id("Where the events go."),
    status: Type.Enum(["running", "finished", "canceled"], {
      description:
        "`finished` when every event has been queued; `canceled` when the endpoint was disabled meanwhile.",
    }),
    from: instant("The first second."),
    to: instant("The last second."),
    event_types: Type.Array(event_type, { description: "What is replayed." }),
    event_count: Type.Integer({ description: "How many events are to be sent." }),
    queued_count: Type.Integer({ description: "How many of them have become deliveries so far." }),
    pending_count: Type.Integer({ description: "Deliveries that are still to be acknowledged." }),
    succeeded_count: Type.Integer({ description: "Deliveries that were acknowledged." }),
    failed_count: Type.Integer({ description: "Deliveries that were given up." }),
    created_at: instant("When it was asked for."),
    finished_at: nullable(instant("When the last event was queued.")),
  },
  { description: "Events of a stretch of time that an endpoint is told once more." },
);

export const EXAMPLE_DELIVERY = {
  id: exampleId("webhook_delivery"),
  webhook_endpoint_id: EXAMPLE_ENDPOINT.id,
  event_id: exampleId("event"),
  event_type: "payment.succeeded",
  replay_id: null,
  status: "succeeded",
  attempt_count: 1,
  response_status: 200,
  error: null,
  next_attempt_at: null,
  created_at: EXAMPLE_INSTANT,
  finished_at: EXAMPLE_INSTANT,
};

const SIGNATURE = "8d5d66ee8b1a4f1c0f2f3ba1d3a6b7c94e8f0a2b5c7d9e1f3a4b6c8d0e2f4a60";

export const EXAMPLE_DELIVERY_DETAIL = {
  ...EXAMPLE_DELIVERY,
  request_body: JSON.stringify(exampleEvent("payment.succeeded")),
  attempts: [
    {
      id: exampleId("webhook_attempt"),
      trigger: "automatic",
      status: "succeeded",
      attempted_at: EXAMPLE_INSTANT,
      duration_ms: 84,
      url: EXAMPLE_ENDPOINT.url,
      request_headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Starway-Webhooks/1.0",
        "webhook-id": exampleId("event"),
        "webhook-timestamp": "1781265600",
        "webhook-signature": "v1,jV1m7osaTxwPLzuh06a3yU6PCitcfZ4fOkts0OL0pgA=",
        "X-Webhook-ID": exampleId("event"),
        "X-Webhook-Timestamp": "1781265600",
        "X-Webhook-Signature": `t=1781265600,v1=${SIGNATURE}`,
      },
      response_status: 200,
      response_headers: { "content-type": "text/plain", date: "Fri, 12 Jun 2026 12:00:00 GMT" },
      response_body: "ok",
      response_body_truncated: false,
      error: null,
      next_attempt_at: null,
    },
  ],
};

export const EXAMPLE_REPLAY = {
  id: exampleId("webhook_replay"),
  webhook_endpoint_id: EXAMPLE_ENDPOINT.id,
  status: "running",
  from: "2025-06-12T08:00:00Z",
  to: "2025-06-12T12:00:00Z",
  event_types: ["payment.succeeded"],
  event_count: 42,
  queued_count: 0,
  pending_count: 0,
  succeeded_count: 0,
  failed_count: 0,
  created_at: EXAMPLE_INSTANT,
  finished_at: null as string | null,
};
