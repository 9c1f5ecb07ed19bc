import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_PAYMENT } from "./payment-objects.ts";

const tag = "Payments";

const { id, client_reference_id } = EXAMPLE_PAYMENT;

export const getPayment: Operation = {
  operation_id: "getPayment",
  summary: "Get a payment",
  description:
    "What a buyer has paid, or has tried to pay, as it is now. Its id is the `payment_id` of an event or the `payment_intent_id` of a checkout session.",
  tag,
  parameters: { id },
  answer: answer("The payment.", component("Payment"), "Payment", EXAMPLE_PAYMENT),
  errors: ["resource_missing"],
};

export const listPayments: Operation = {
  operation_id: "listPayments",
  summary: "List payments",
  description: "Your payments, newest first: all of them, those in one state, or those of one order number.",
  tag,
  parameters: { limit: 20, client_reference_id },
  answer: listAnswer("Payments", "Payment", EXAMPLE_PAYMENT),
  errors: [],
};
