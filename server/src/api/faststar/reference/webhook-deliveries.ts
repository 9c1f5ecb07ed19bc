import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_DELIVERY, EXAMPLE_DELIVERY_DETAIL } from "./delivery-objects.ts";

const tag = "Webhooks";

const { id: delivery_id, webhook_endpoint_id: id, event_type } = EXAMPLE_DELIVERY;

const retried = answer(
  "The delivery, as it was before the retry.",
  component("WebhookDelivery"),
  "Delivery queued for retry",
  EXAMPLE_DELIVERY,
);

export const listWebhookDeliveries: Operation = {
  operation_id: "listWebhookDeliveries",
  summary: "List an endpoint's deliveries",
  description:
    "What was sent to the endpoint, or is to be sent, newest first. Deliveries are kept for 30 days.",
  tag,
  parameters: { id, limit: 20, status: "succeeded", event_type },
  answer: listAnswer("Webhook deliveries", "WebhookDelivery", EXAMPLE_DELIVERY),
  errors: ["resource_missing"],
};

export const getWebhookDelivery: Operation = {
  operation_id: "getWebhookDelivery",
  summary: "Get a delivery with its attempts",
  description:
    "What was sent, byte for byte, and what each attempt brought back: the status, the headers that matter, how the body began, how long it took, and what went wrong.",
  tag,
  parameters: { id, delivery_id },
  answer: answer(
    "The delivery.",
    component("WebhookDeliveryDetail"),
    "Webhook delivery",
    EXAMPLE_DELIVERY_DETAIL,
  ),
  errors: ["resource_missing"],
};

const description =
  "Sends the same bytes again at once, with a fresh signature, whatever became of the delivery before. It does not disturb the automatic schedule, which ends early only when the retry is acknowledged. While one retry waits or is under way, asking again adds none. Its outcome is among the delivery's attempts.";

export const retryWebhookDelivery: Operation = {
  operation_id: "retryWebhookDelivery",
  summary: "Retry a delivery",
  description,
  tag,
  parameters: { id, delivery_id },
  answer: retried,
  errors: ["resource_missing", "state_conflict"],
};

export const retryWebhookDeliveryById: Operation = {
  operation_id: "retryWebhookDeliveryById",
  summary: "Retry a delivery (short)",
  description: "The same, for who has only the id of the delivery.",
  tag,
  parameters: { id: delivery_id },
  answer: retried,
  errors: ["resource_missing", "state_conflict"],
};
