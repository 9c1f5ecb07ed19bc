import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_ENDPOINT } from "./webhook-objects.ts";

const tag = "Webhooks";

const { id, url, event_types, description } = EXAMPLE_ENDPOINT;

export const createWebhookEndpoint: Operation = {
  operation_id: "createWebhookEndpoint",
  summary: "Create a webhook endpoint",
  description:
    "Tells an address of yours what happens. The answer holds the signing `secret`, which is shown only here: check with it that `X-Webhook-Signature` (or `webhook-signature` of the Standard Webhooks) is ours.",
  tag,
  bodies: { endpoint: { summary: "Two kinds of events", value: { url, event_types, description } } },
  answer: answer(
    "The endpoint, with its secret.",
    component("CreatedWebhookEndpoint"),
    "Webhook endpoint created successfully",
    { ...EXAMPLE_ENDPOINT, secret: "whsec_c3RhcndheSBkb2N1bWVudGF0aW9uIGV4YW1wbGUga2V5" },
  ),
  errors: [],
};

export const listWebhookEndpoints: Operation = {
  operation_id: "listWebhookEndpoints",
  summary: "List webhook endpoints",
  description: "Your endpoints of this API, newest first.",
  tag,
  parameters: { limit: 20 },
  answer: listAnswer("Webhook endpoints", "WebhookEndpoint", EXAMPLE_ENDPOINT),
  errors: [],
};

export const deleteWebhookEndpoint: Operation = {
  operation_id: "deleteWebhookEndpoint",
  summary: "Delete a webhook endpoint",
  description: "Nothing more is sent to it, also not what is waiting to be sent again.",
  tag,
  parameters: { id },
  answer: answer(
    "The id of what is gone.",
    {
      type: "object",
      required: ["id", "deleted"],
      properties: { id: { type: "string", description: "What was deleted." }, deleted: { const: true } },
    },
    "Webhook endpoint deleted",
    { id, deleted: true },
  ),
  errors: ["resource_missing"],
};
