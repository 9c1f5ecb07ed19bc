import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component, listAnswer } from "./answers.ts";
import { EXAMPLE_CARD, EXAMPLE_CUSTOMER, EXAMPLE_SETUP } from "./customer-objects.ts";

const tag = "Saved cards";
const { setup_intent_id } = EXAMPLE_SETUP;

export const attachPaymentMethod: Operation = {
  operation_id: "attachPaymentMethod",
  summary: "Attach a card to a customer",
  description:
    "Saves the card of a setup intent that the buyer has completed. A setup intent is used once; a customer's first card becomes the default.",
  tag,
  parameters: { id: EXAMPLE_CUSTOMER.id },
  bodies: { completed: { summary: "A completed setup intent", value: { setup_intent_id } } },
  answer: answer(
    "The saved card.",
    component("PaymentMethod"),
    "Payment method saved successfully",
    EXAMPLE_CARD,
  ),
  errors: ["resource_missing", "state_conflict"],
};

export const listPaymentMethods: Operation = {
  operation_id: "listPaymentMethods",
  summary: "List a customer's cards",
  description: "The cards that can be charged, newest first.",
  tag,
  parameters: { id: EXAMPLE_CUSTOMER.id, limit: 20 },
  answer: listAnswer("Payment methods", "PaymentMethod", EXAMPLE_CARD),
  errors: ["resource_missing"],
};

export const setDefaultPaymentMethod: Operation = {
  operation_id: "setDefaultPaymentMethod",
  summary: "Make a card the default",
  description: "From now on the customer is charged with this card when a charge names none.",
  tag,
  parameters: { id: EXAMPLE_CARD.id },
  answer: answer("The card.", component("PaymentMethod"), "Default payment method set", EXAMPLE_CARD),
  errors: ["resource_missing", "state_conflict"],
};

export const detachPaymentMethod: Operation = {
  operation_id: "detachPaymentMethod",
  summary: "Detach a card",
  description:
    "Takes a card from its customer for good: it cannot be charged any more, and the vault forgets its number. When it was the default, the newest of the other cards becomes it.",
  tag,
  parameters: { id: EXAMPLE_CARD.id },
  answer: answer(
    "What is gone.",
    {
      type: "object",
      required: ["id", "deleted"],
      properties: { id: { type: "string" }, deleted: { const: true } },
    },
    "Payment method detached",
    { id: EXAMPLE_CARD.id, deleted: true },
  ),
  errors: ["resource_missing", "state_conflict"],
};
