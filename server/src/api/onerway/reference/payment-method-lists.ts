import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_PAYMENT_METHOD } from "./payment-method-objects.ts";

const tag = "Payment methods";
const id = exampleId("customer");
const ATTACHED = { ...EXAMPLE_PAYMENT_METHOD, customer: id };

export const listPaymentMethods: Operation = {
  operation_id: "listPaymentMethods",
  summary: "List payment methods",
  description:
    "The cards that can be charged, newest first: those of a customer, or without `customer` all of yours.",
  tag,
  parameters: { customer: id, type: "card", limit: 10 },
  answer: listAnswer("/v1/payment_methods", "PaymentMethod", ATTACHED),
  errors: ["resource_missing"],
};

export const listCustomerPaymentMethods: Operation = {
  operation_id: "listCustomerPaymentMethods",
  summary: "List a customer's payment methods",
  description: "The customer's cards that can be charged, newest first.",
  tag,
  parameters: { id, limit: 10 },
  answer: listAnswer(`/v1/customers/${id}/payment_methods`, "PaymentMethod", ATTACHED),
  errors: ["resource_missing"],
};

export const getCustomerPaymentMethod: Operation = {
  operation_id: "getCustomerPaymentMethod",
  summary: "Retrieve a customer's payment method",
  description: "One of the customer's cards.",
  tag,
  parameters: { id, payment_method: EXAMPLE_PAYMENT_METHOD.id },
  answer: answer("The payment method.", "PaymentMethod", ATTACHED),
  errors: ["resource_missing"],
};
