import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer } from "./answers.ts";
import { EXAMPLE_PAYMENT_METHOD } from "./payment-method-objects.ts";

const tag = "Payment methods";
const { id } = EXAMPLE_PAYMENT_METHOD;
const customer = exampleId("customer");

export const attachPaymentMethod: Operation = {
  operation_id: "attachPaymentMethod",
  summary: "Attach a payment method to a customer",
  description:
    "Makes a card a customer's, who can then be charged with it again; the first one becomes the default. The card is verified first, with no amount: one that its issuer declines is not attached. In test mode the id may be the name of a test card, such as `pm_card_visa`.",
  tag,
  parameters: { id },
  bodies: { customer: { summary: "To a customer", value: { customer } } },
  answer: answer("The payment method.", "PaymentMethod", { ...EXAMPLE_PAYMENT_METHOD, customer }),
  errors: [
    "resource_missing",
    "payment_method_conflict",
    "card_declined",
    "insufficient_funds",
    "expired_card",
    "incorrect_cvc",
    "processing_error",
  ],
};

export const detachPaymentMethod: Operation = {
  operation_id: "detachPaymentMethod",
  summary: "Detach a payment method from its customer",
  description:
    "Takes a card from its customer for good: it can be neither charged nor attached any more, and the vault forgets its number. When it was the default, the newest of the other cards becomes it.",
  tag,
  parameters: { id },
  bodies: { nothing: { summary: "Nothing more has to be said", value: {} } },
  answer: answer("The payment method.", "PaymentMethod", EXAMPLE_PAYMENT_METHOD),
  errors: ["resource_missing", "payment_method_conflict"],
};
