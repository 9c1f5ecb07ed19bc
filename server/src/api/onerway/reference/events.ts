import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { exampleEvent } from "./webhook-objects.ts";

const tag = "Events";

const type = "payment_intent.canceled";
const EXAMPLE_EVENT = exampleEvent(type);

export const getEvent: Operation = {
  operation_id: "getEvent",
  summary: "Retrieve an event",
  description:
    "The same object that your webhook endpoints are sent, with `data.object` as it was when it happened; read the object itself for how it is now.",
  tag,
  parameters: { id: exampleId("event") },
  answer: answer("The event.", "Event", EXAMPLE_EVENT),
  errors: ["resource_missing"],
};

export const listEvents: Operation = {
  operation_id: "listEvents",
  summary: "List events",
  description:
    "What has happened, newest first, each with its object as it was then. A name that nothing is called by has no events.",
  tag,
  parameters: { type, limit: 10 },
  answer: listAnswer("/v1/events", "Event", EXAMPLE_EVENT),
  errors: ["resource_missing"],
};
