import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer } from "./answers.ts";
import { EXAMPLE_PAYMENT_METHOD } from "./payment-method-objects.ts";

const tag = "Payment methods";

const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" };
const us_bank_account = {
  account_number: "000123456789",
  routing_number: "110000000",
  account_holder_type: "individual",
};
const billing_details = { name: "John Doe", email: "john@example.com" };

export const createPaymentMethod: Operation = {
  operation_id: "createPaymentMethod",
  summary: "Create a payment method",
  description:
    "Puts a card or a bank account into the vault and answers what stands for it. A card that the issuer will decline can be stored like any other: the decline comes when it is charged. A bank account needs `billing_details[name]` to be debited. A browser may do this with a publishable key, so that the card never meets your server.",
  tag,
  bodies: {
    card: { summary: "A card", value: { type: "card", card, billing_details } },
    bank_account: {
      summary: "A bank account",
      value: { type: "us_bank_account", us_bank_account, billing_details },
    },
  },
  answer: answer("The payment method.", "PaymentMethod", EXAMPLE_PAYMENT_METHOD),
  errors: [
    "parameter_missing",
    "incorrect_number",
    "incorrect_cvc",
    "expired_card",
    "routing_number_invalid",
    "account_number_invalid",
  ],
};

export const getPaymentMethod: Operation = {
  operation_id: "getPaymentMethod",
  summary: "Retrieve a payment method",
  description: "The payment method as it is now.",
  tag,
  parameters: { id: EXAMPLE_PAYMENT_METHOD.id },
  answer: answer("The payment method.", "PaymentMethod", EXAMPLE_PAYMENT_METHOD),
  errors: ["resource_missing"],
};

export const updatePaymentMethod: Operation = {
  operation_id: "updatePaymentMethod",
  summary: "Update a payment method",
  description:
    "Changes the billing details, the expiry date or your own notes, and leaves the rest; an empty value takes a value away. Another number is another payment method.",
  tag,
  parameters: { id: EXAMPLE_PAYMENT_METHOD.id },
  bodies: { expiry: { summary: "A later expiry date", value: { card: { exp_month: 6, exp_year: 2036 } } } },
  answer: answer("The payment method.", "PaymentMethod", {
    ...EXAMPLE_PAYMENT_METHOD,
    card: { ...EXAMPLE_PAYMENT_METHOD.card, exp_month: 6, exp_year: 2036 },
  }),
  errors: ["resource_missing", "payment_method_conflict", "expired_card"],
};
