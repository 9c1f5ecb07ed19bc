import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_REFUND } from "./payment-objects.ts";

const tag = "Payments";

const { id, payment_id, amount, reason, metadata } = EXAMPLE_REFUND;

export const createRefund: Operation = {
  operation_id: "createRefund",
  summary: "Refund a payment",
  description:
    "Gives the buyer's money back, all that is left of it or a part. A payment can be refunded in several parts, never by more than has come in; a refund that is still pending counts. Tax that was collected as Merchant of Record goes back in proportion. When the bank takes its time the refund is `pending`, and the webhook `refund.succeeded` or `refund.failed` tells how it ended.",
  tag,
  bodies: {
    part: { summary: "A part of a payment", value: { payment_id, amount, reason, metadata } },
    all: { summary: "All that is left", value: { payment_id } },
  },
  answer: answer("The refund.", component("Refund"), "Refund created successfully", EXAMPLE_REFUND),
  errors: ["parameter_missing", "resource_missing", "state_conflict", "amount_too_large"],
};

export const listRefunds: Operation = {
  operation_id: "listRefunds",
  summary: "List refunds",
  description: "Your refunds, newest first: all of them, or those of one payment.",
  tag,
  parameters: { limit: 20, payment_id },
  answer: listAnswer("Refunds", "Refund", EXAMPLE_REFUND),
  errors: ["resource_missing"],
};

export const getRefund: Operation = {
  operation_id: "getRefund",
  summary: "Get a refund",
  description: "The refund as it is now.",
  tag,
  parameters: { id },
  answer: answer("The refund.", component("Refund"), "Refund", EXAMPLE_REFUND),
  errors: ["resource_missing"],
};

export const updateRefund: Operation = {
  operation_id: "updateRefund",
  summary: "Update a refund",
  description:
    "Changes your own notes on a refund: names in `metadata` are added or replaced, and one whose value is empty is removed. Where the money goes cannot be changed.",
  tag,
  parameters: { id },
  bodies: { note: { summary: "A note of your own", value: { metadata: { approved_by: "Kim" } } } },
  answer: answer("The refund.", component("Refund"), "Refund updated successfully", {
    ...EXAMPLE_REFUND,
    metadata: { ...metadata, approved_by: "Kim" },
  }),
  errors: ["resource_missing"],
};

export const cancelRefund: Operation = {
  operation_id: "cancelRefund",
  summary: "Cancel a refund",
  description:
    "Calls a refund off that is still `pending`. The processor decides whether it is too late; then the refund stays what it is. What was called off can be refunded again.",
  tag,
  parameters: { id },
  answer: answer("The refund, canceled.", component("Refund"), "Refund canceled", {
    ...EXAMPLE_REFUND,
    status: "canceled",
  }),
  errors: ["resource_missing", "state_conflict"],
};
