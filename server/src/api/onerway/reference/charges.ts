import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_CHARGE } from "./charge-objects.ts";

const tag = "Charges";

export const listCharges: Operation = {
  operation_id: "listCharges",
  summary: "List charges",
  description:
    "Attempts to pay, newest first: all of them, or those of one payment intent, of one customer, of a stretch of time. Declined ones are among them, with `failure_code`.",
  tag,
  parameters: { limit: 100 },
  answer: listAnswer("/v1/charges", "Charge", EXAMPLE_CHARGE),
  errors: ["resource_missing"],
};

export const getCharge: Operation = {
  operation_id: "getCharge",
  summary: "Retrieve a charge",
  description:
    "The charge as it is now, with what was captured and refunded of it. An intent names its last one in `latest_charge`.",
  tag,
  parameters: { id: EXAMPLE_CHARGE.id },
  answer: answer("The charge.", "Charge", EXAMPLE_CHARGE),
  errors: ["resource_missing"],
};
