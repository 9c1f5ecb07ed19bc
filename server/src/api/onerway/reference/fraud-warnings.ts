import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_FRAUD_WARNING } from "./fraud-warning-objects.ts";

const tag = "Early fraud warnings";

const { id, payment_intent } = EXAMPLE_FRAUD_WARNING;

export const listFraudWarnings: Operation = {
  operation_id: "listEarlyFraudWarnings",
  summary: "List early fraud warnings",
  description:
    "Warnings, newest first: all of them, or those of one payment, of one charge, of a stretch of time.",
  tag,
  parameters: { limit: 10, payment_intent },
  answer: listAnswer("/v1/radar/early_fraud_warnings", "EarlyFraudWarning", EXAMPLE_FRAUD_WARNING),
  errors: ["resource_missing"],
};

export const getFraudWarning: Operation = {
  operation_id: "getEarlyFraudWarning",
  summary: "Retrieve an early fraud warning",
  description:
    "The warning, with what may have happened since: while `actionable` is true, a refund of the whole payment can still spare you a dispute.",
  tag,
  parameters: { id },
  answer: answer("The warning.", "EarlyFraudWarning", EXAMPLE_FRAUD_WARNING),
  errors: ["resource_missing"],
};
