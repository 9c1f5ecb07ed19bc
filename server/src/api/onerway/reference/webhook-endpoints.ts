import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, deletedAnswer, listAnswer } from "./answers.ts";
import { EXAMPLE_ENDPOINT } from "./webhook-objects.ts";

const tag = "Webhook endpoints";

const { id, url, enabled_events, description } = EXAMPLE_ENDPOINT;
const EXAMPLE_SECRET = "whsec_c3RhcndheSBkb2N1bWVudGF0aW9uIGV4YW1wbGUga2V5";

export const createWebhookEndpoint: Operation = {
  operation_id: "createWebhookEndpoint",
  summary: "Create a webhook endpoint",
  description:
    "Tells an address of yours what happens. The answer holds the signing `secret`, which is shown only here: check with it that `Onerway-Signature` (or `webhook-signature` of the Standard Webhooks) is ours.",
  tag,
  bodies: { endpoint: { summary: "Two kinds of events", value: { url, enabled_events, description } } },
  answer: answer("The endpoint, with its secret.", "CreatedWebhookEndpoint", {
    ...EXAMPLE_ENDPOINT,
    secret: EXAMPLE_SECRET,
  }),
  errors: [],
};

export const listWebhookEndpoints: Operation = {
  operation_id: "listWebhookEndpoints",
  summary: "List webhook endpoints",
  description: "Your endpoints of this API, newest first.",
  tag,
  parameters: { limit: 10 },
  answer: listAnswer("/v1/webhook_endpoints", "WebhookEndpoint", EXAMPLE_ENDPOINT),
  errors: ["resource_missing"],
};

export const getWebhookEndpoint: Operation = {
  operation_id: "getWebhookEndpoint",
  summary: "Retrieve a webhook endpoint",
  description: "The endpoint as it is now. Its secret was shown when it was made, and is not shown again.",
  tag,
  parameters: { id },
  answer: answer("The endpoint.", "WebhookEndpoint", EXAMPLE_ENDPOINT),
  errors: ["resource_missing"],
};

export const updateWebhookEndpoint: Operation = {
  operation_id: "updateWebhookEndpoint",
  summary: "Update a webhook endpoint",
  description:
    "Changes what is given and leaves the rest. One that is disabled is told nothing more, also not what is waiting to be sent again.",
  tag,
  parameters: { id },
  bodies: { disabled: { summary: "Quiet for a while", value: { disabled: true } } },
  answer: answer("The endpoint.", "WebhookEndpoint", { ...EXAMPLE_ENDPOINT, status: "disabled" }),
  errors: ["resource_missing"],
};

export const rotateWebhookSecret: Operation = {
  operation_id: "rotateWebhookSecret",
  summary: "Rotate the signing secret",
  description:
    "Makes a new secret, which is shown only here. For a day, or for as long as `expires_in` says, everything is signed with both: `Onerway-Signature` has two `v1`, and `webhook-signature` of the Standard Webhooks two signatures, the new one first. Put the new secret into your server within that time, and nothing is lost. Rotating again before it is over drops the oldest secret at once.",
  tag,
  parameters: { id },
  bodies: {
    hour: { summary: "The old secret for one more hour", value: { expires_in: 3600 } },
    at_once: { summary: "The old secret has leaked", value: { expires_in: 0 } },
  },
  answer: answer("The endpoint, with its new secret.", "CreatedWebhookEndpoint", {
    ...EXAMPLE_ENDPOINT,
    secret: EXAMPLE_SECRET,
  }),
  errors: ["resource_missing"],
};

export const deleteWebhookEndpoint: Operation = {
  operation_id: "deleteWebhookEndpoint",
  summary: "Delete a webhook endpoint",
  description: "Nothing more is sent to it, also not what is waiting to be sent again.",
  tag,
  parameters: { id },
  answer: deletedAnswer("webhook_endpoint", id),
  errors: ["resource_missing"],
};
