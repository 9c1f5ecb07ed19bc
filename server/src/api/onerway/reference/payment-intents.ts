import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_CREATED } from "./fields.ts";
import { EXAMPLE_PAYMENT_INTENT } from "./payment-intent-objects.ts";

const tag = "Payment intents";

const { id, amount, currency, payment_method_types } = EXAMPLE_PAYMENT_INTENT;
const payment_method = exampleId("payment_method");
const return_url = "https://shop.example/return";

const CARD_ERRORS = [
  "card_declined",
  "insufficient_funds",
  "expired_card",
  "incorrect_cvc",
  "processing_error",
  "authentication_required",
  "authentication_failed",
] as const;

/** Of a card that comes with the request. */
const NEW_CARD_ERRORS = ["incorrect_number", "incorrect_cvc", "expired_card"] as const;

const CARD = { number: "4242424242424242", exp_month: 12, exp_year: 2034, cvc: "123" };

export const createPaymentIntent: Operation = {
  operation_id: "createPaymentIntent",
  summary: "Create a payment intent",
  description:
    "Says that an amount is to be paid. Confirm it later with a payment method, or here and now with `confirm`. A card may come along in `payment_method_data`.",
  tag,
  headers: ["TestScenario"],
  bodies: {
    intent: {
      summary: "To be paid later",
      value: { amount, currency, payment_method_types, metadata: EXAMPLE_PAYMENT_INTENT.metadata },
    },
    confirmed: {
      summary: "Paid at once",
      value: { amount, currency, payment_method, confirm: true },
    },
    carded: {
      summary: "With a card that comes along, kept for nobody",
      value: { amount, currency, payment_method_data: { type: "card", card: CARD }, confirm: true },
    },
  },
  answer: answer("The payment intent.", "PaymentIntent", EXAMPLE_PAYMENT_INTENT),
  errors: [
    "resource_missing",
    "state_conflict",
    "currency_unsupported",
    "payment_method_incompatible",
    "amount_too_small",
    "amount_too_large",
    ...CARD_ERRORS,
    ...NEW_CARD_ERRORS,
  ],
};

export const listPaymentIntents: Operation = {
  operation_id: "listPaymentIntents",
  summary: "List payment intents",
  description: "Your payment intents, newest first; those of one customer, or of a stretch of time.",
  tag,
  parameters: { limit: 10 },
  answer: listAnswer("/v1/payment_intents", "PaymentIntent", EXAMPLE_PAYMENT_INTENT),
  errors: ["resource_missing"],
};

export const getPaymentIntent: Operation = {
  operation_id: "getPaymentIntent",
  summary: "Retrieve a payment intent",
  description:
    "The payment intent as it is now. A browser asks with a publishable key and the `client_secret`, and is answered without what is only yours: metadata, customer, addresses, the charge.",
  tag,
  parameters: { id },
  answer: answer("The payment intent.", "PaymentIntent", EXAMPLE_PAYMENT_INTENT),
  errors: ["resource_missing"],
};

export const updatePaymentIntent: Operation = {
  operation_id: "updatePaymentIntent",
  summary: "Update a payment intent",
  description:
    "Changes what is given and leaves the rest. Amount, currency, payment method and capture method can change until the payment is under way. Metadata is merged; an empty value removes its name.",
  tag,
  parameters: { id },
  bodies: { metadata: { summary: "Another order number", value: { metadata: { order_id: "order_456" } } } },
  answer: answer("The payment intent.", "PaymentIntent", {
    ...EXAMPLE_PAYMENT_INTENT,
    metadata: { order_id: "order_456" },
  }),
  errors: [
    "resource_missing",
    "state_conflict",
    "currency_unsupported",
    "payment_method_incompatible",
    "amount_too_small",
    "amount_too_large",
    ...NEW_CARD_ERRORS,
  ],
};

export const confirmPaymentIntent: Operation = {
  operation_id: "confirmPaymentIntent",
  summary: "Confirm a payment intent",
  description:
    "Charges the payment method. The answer is `succeeded`, or `requires_capture` when the `capture_method` is `manual`, or `requires_action` with a `next_action` when the buyer has to authenticate first, or `processing` for a bank account: whether the bank pays is told later, by `payment_intent.succeeded` or `payment_intent.payment_failed`. A decline is a 402 with the intent in it, which may be confirmed again. A browser confirms with a publishable key and the `client_secret`.",
  tag,
  headers: ["TestScenario"],
  parameters: { id },
  bodies: { card: { summary: "With a payment method", value: { payment_method, return_url } } },
  answer: answer("The payment intent.", "PaymentIntent", {
    ...EXAMPLE_PAYMENT_INTENT,
    amount_received: amount,
    latest_charge: exampleId("charge"),
    payment_method,
    status: "succeeded",
  }),
  errors: [
    "resource_missing",
    "state_conflict",
    "payment_method_incompatible",
    ...CARD_ERRORS,
    ...NEW_CARD_ERRORS,
  ],
};

export const cancelPaymentIntent: Operation = {
  operation_id: "cancelPaymentIntent",
  summary: "Cancel a payment intent",
  description:
    "Ends an intent that has not been paid, for good. What waits for the buyer to authenticate is given up, and what was authorised is released.",
  tag,
  parameters: { id },
  bodies: { reason: { summary: "With a reason", value: { cancellation_reason: "requested_by_customer" } } },
  answer: answer("The payment intent, canceled.", "PaymentIntent", {
    ...EXAMPLE_PAYMENT_INTENT,
    canceled_at: EXAMPLE_CREATED + 60,
    cancellation_reason: "requested_by_customer",
    status: "canceled",
  }),
  errors: ["resource_missing", "state_conflict"],
};
