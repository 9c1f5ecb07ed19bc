import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { exampleEvent } from "./webhook-objects.ts";

const tag = "Webhooks";

const example = exampleEvent("payment.succeeded");

export const listEvents: Operation = {
  operation_id: "listEvents",
  summary: "List events",
  description:
    "What has happened, newest first, in the words of the webhooks. Order the events of one payment by `sequence`.",
  tag,
  parameters: { limit: 20, type: example.type, created_from: "2025-06-12T00:00:00Z" },
  answer: listAnswer("Events", "Event", example),
  errors: [],
};

export const getEvent: Operation = {
  operation_id: "getEvent",
  summary: "Get an event",
  description: "One event, as the webhook tells it.",
  tag,
  parameters: { id: exampleId("event") },
  answer: answer("The event.", component("Event"), "Event", example),
  errors: ["resource_missing"],
};
