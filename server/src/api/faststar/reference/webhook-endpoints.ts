import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_ENDPOINT } from "./webhook-objects.ts";

const tag = "Webhooks";

const { id, url, event_types, description } = EXAMPLE_ENDPOINT;
const EXAMPLE_SECRET = "whsec_c3RhcndheSBkb2N1bWVudGF0aW9uIGV4YW1wbGUga2V5";

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
    { ...EXAMPLE_ENDPOINT, secret: EXAMPLE_SECRET },
  ),
  errors: ["limit_reached"],
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

export const getWebhookEndpoint: Operation = {
  operation_id: "getWebhookEndpoint",
  summary: "Get a webhook endpoint",
  description: "One of your endpoints of this API. Its secret is not shown again.",
  tag,
  parameters: { id },
  answer: answer("The endpoint.", component("WebhookEndpoint"), "Webhook endpoint", EXAMPLE_ENDPOINT),
  errors: ["resource_missing"],
};

export const updateWebhookEndpoint: Operation = {
  operation_id: "updateWebhookEndpoint",
  summary: "Update a webhook endpoint",
  description:
    "Changes the fields that are sent and leaves the others. A disabled endpoint is told nothing, and what was waiting for it is given up; after enabling it again, a replay brings what it has missed. We disable an endpoint ourselves when it answers 410.",
  tag,
  parameters: { id },
  bodies: {
    address: { summary: "Another address, and a note", value: { url, description } },
    disabled: { summary: "Nothing for a while", value: { status: "disabled" } },
    everything: { summary: "Every type of event", value: { event_types: [] } },
  },
  answer: answer(
    "The endpoint as it is now.",
    component("WebhookEndpoint"),
    "Webhook endpoint updated successfully",
    EXAMPLE_ENDPOINT,
  ),
  errors: ["resource_missing"],
};

export const rotateWebhookSecret: Operation = {
  operation_id: "rotateWebhookSecret",
  summary: "Rotate the signing secret",
  description:
    "Makes a new secret, which is shown only here. For a day, or for as long as `expires_in` says, everything is signed with both: `X-Webhook-Signature` has two `v1`, and `webhook-signature` of the Standard Webhooks two signatures, the new one first. Put the new secret into your server within that time, and nothing is lost. Rotating again before it is over drops the oldest secret at once.",
  tag,
  parameters: { id },
  bodies: {
    hour: { summary: "The old secret for one more hour", value: { expires_in: 3600 } },
    at_once: { summary: "The old secret has leaked", value: { expires_in: 0 } },
  },
  answer: answer(
    "The endpoint, with its new secret.",
    component("CreatedWebhookEndpoint"),
    "Webhook secret rotated successfully",
    { ...EXAMPLE_ENDPOINT, previous_secret_expires_at: "2026-06-12T13:00:00Z", secret: EXAMPLE_SECRET },
  ),
  errors: ["resource_missing"],
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
