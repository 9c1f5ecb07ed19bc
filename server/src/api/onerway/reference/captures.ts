import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer } from "./answers.ts";
import { EXAMPLE_PAYMENT_INTENT } from "./payment-intent-objects.ts";

const AMOUNT_TO_CAPTURE = 1500;

export const capturePaymentIntent: Operation = {
  operation_id: "capturePaymentIntent",
  summary: "Capture a payment intent",
  description:
    "Takes the money of an intent that was confirmed with the `capture_method` `manual`, all of it or a part. It can be done once: what is not captured is released. Capture within 7 days, and within 4 days and 18 hours where a Visa card was charged without the buyer; after that the intent is canceled by itself. While the bank's answer is not known the intent stays `requires_capture`, and `payment_intent.succeeded` tells when the money has come in.",
  tag: "Payment intents",
  parameters: { id: EXAMPLE_PAYMENT_INTENT.id },
  bodies: {
    part: { summary: "A part of it", value: { amount_to_capture: AMOUNT_TO_CAPTURE } },
    all: { summary: "All of it", value: {} },
  },
  answer: answer("The payment intent.", "PaymentIntent", {
    ...EXAMPLE_PAYMENT_INTENT,
    amount_received: AMOUNT_TO_CAPTURE,
    capture_method: "manual",
    latest_charge: exampleId("charge"),
    payment_method: exampleId("payment_method"),
    status: "succeeded",
  }),
  errors: ["resource_missing", "state_conflict", "amount_too_large", "processing_error"],
};
