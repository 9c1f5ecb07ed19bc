import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_REFUND } from "./refund-objects.ts";

const tag = "Refunds";

const { id, amount, reason } = EXAMPLE_REFUND;
const payment_intent = exampleId("payment_intent");

export const createRefund: Operation = {
  operation_id: "createRefund",
  summary: "Create a refund",
  description:
    "Gives a payment's money back, or a part of it. However many are made at once, no more goes back than has come in.",
  tag,
  headers: ["TestScenario"],
  bodies: {
    part: { summary: "A part", value: { payment_intent, amount, reason } },
    rest: { summary: "All that is left", value: { payment_intent } },
  },
  answer: answer("The refund.", "Refund", EXAMPLE_REFUND),
  errors: [
    "parameter_missing",
    "resource_missing",
    "state_conflict",
    "charge_already_refunded",
    "charge_disputed",
    "amount_too_large",
  ],
};

export const getRefund: Operation = {
  operation_id: "getRefund",
  summary: "Retrieve a refund",
  description: "The refund as it is now; of one that failed, `failure_reason` says why.",
  tag,
  parameters: { id },
  answer: answer("The refund.", "Refund", EXAMPLE_REFUND),
  errors: ["resource_missing"],
};

export const updateRefund: Operation = {
  operation_id: "updateRefund",
  summary: "Update a refund",
  description:
    "Changes what you have noted on it; where the money goes cannot be changed. Metadata is merged; an empty value removes its name.",
  tag,
  parameters: { id },
  bodies: { metadata: { summary: "A note", value: { metadata: { ticket: "T-1009" } } } },
  answer: answer("The refund.", "Refund", { ...EXAMPLE_REFUND, metadata: { ticket: "T-1009" } }),
  errors: ["resource_missing"],
};

export const cancelRefund: Operation = {
  operation_id: "cancelRefund",
  summary: "Cancel a refund",
  description: "Calls a refund off that the processor has not carried out yet.",
  tag,
  parameters: { id },
  bodies: { nothing: { summary: "Nothing to say", value: {} } },
  answer: answer("The refund, canceled.", "Refund", { ...EXAMPLE_REFUND, status: "canceled" }),
  errors: ["resource_missing", "refund_conflict"],
};

export const listRefunds: Operation = {
  operation_id: "listRefunds",
  summary: "List refunds",
  description:
    "Your refunds, newest first: all of them, or those of one payment, of one charge, of a stretch of time.",
  tag,
  parameters: { limit: 10 },
  answer: listAnswer("/v1/refunds", "Refund", EXAMPLE_REFUND),
  errors: ["resource_missing"],
};
