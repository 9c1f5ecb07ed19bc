import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_SETUP_INTENT } from "./setup-intent-objects.ts";

const tag = "Setup intents";

const { id, customer } = EXAMPLE_SETUP_INTENT;
const payment_method = exampleId("payment_method");
const return_url = "https://shop.example/return";

const CARD_ERRORS = [
  "card_declined",
  "insufficient_funds",
  "expired_card",
  "incorrect_cvc",
  "incorrect_number",
  "processing_error",
  "authentication_failed",
] as const;

export const createSetupIntent: Operation = {
  operation_id: "createSetupIntent",
  summary: "Create a setup intent",
  description:
    "Says that a card is to be kept for later payments. Confirm it later, or here and now with `confirm`. When the card is verified it becomes the customer's.",
  tag,
  bodies: {
    intent: { summary: "To be confirmed later", value: { customer } },
    confirmed: { summary: "Verified at once", value: { customer, payment_method, confirm: true } },
  },
  answer: answer("The setup intent.", "SetupIntent", EXAMPLE_SETUP_INTENT),
  errors: ["parameter_missing", "resource_missing", "setup_intent_conflict", ...CARD_ERRORS],
};

export const getSetupIntent: Operation = {
  operation_id: "getSetupIntent",
  summary: "Retrieve a setup intent",
  description:
    "The setup intent as it is now; when the last card failed, `last_setup_error` says why. A browser asks with a publishable key and the `client_secret`, and is answered without the customer and the metadata.",
  tag,
  parameters: { id },
  answer: answer("The setup intent.", "SetupIntent", EXAMPLE_SETUP_INTENT),
  errors: ["resource_missing"],
};

export const updateSetupIntent: Operation = {
  operation_id: "updateSetupIntent",
  summary: "Update a setup intent",
  description:
    "Changes what is given and leaves the rest. Customer and payment method can change until a card is being verified. Metadata is merged; an empty value removes its name.",
  tag,
  parameters: { id },
  bodies: { metadata: { summary: "A note", value: { metadata: { user_id: "3435453" } } } },
  answer: answer("The setup intent.", "SetupIntent", {
    ...EXAMPLE_SETUP_INTENT,
    metadata: { user_id: "3435453" },
  }),
  errors: [
    "parameter_missing",
    "resource_missing",
    "setup_intent_conflict",
    "incorrect_number",
    "incorrect_cvc",
    "expired_card",
  ],
};

export const confirmSetupIntent: Operation = {
  operation_id: "confirmSetupIntent",
  summary: "Confirm a setup intent",
  description:
    "Verifies the card without an amount. The answer is `succeeded`, or `requires_action` with a `next_action` when the buyer has to authenticate first. A decline is a 402 with the setup intent in it, which may be confirmed again. A browser confirms with a publishable key and the `client_secret`.",
  tag,
  parameters: { id },
  bodies: { card: { summary: "With a payment method", value: { payment_method, return_url } } },
  answer: answer("The setup intent.", "SetupIntent", {
    ...EXAMPLE_SETUP_INTENT,
    payment_method,
    status: "succeeded",
  }),
  errors: ["parameter_missing", "resource_missing", "setup_intent_conflict", ...CARD_ERRORS],
};

export const cancelSetupIntent: Operation = {
  operation_id: "cancelSetupIntent",
  summary: "Cancel a setup intent",
  description: "Ends a setup intent that has not succeeded, for good.",
  tag,
  parameters: { id },
  bodies: { reason: { summary: "With a reason", value: { cancellation_reason: "abandoned" } } },
  answer: answer("The setup intent, canceled.", "SetupIntent", {
    ...EXAMPLE_SETUP_INTENT,
    cancellation_reason: "abandoned",
    status: "canceled",
  }),
  errors: ["resource_missing", "setup_intent_conflict"],
};

export const listSetupIntents: Operation = {
  operation_id: "listSetupIntents",
  summary: "List setup intents",
  description: "Your setup intents, newest first: all of them, a customer's, or a payment method's.",
  tag,
  parameters: { limit: 10 },
  answer: listAnswer("/v1/setup_intents", "SetupIntent", EXAMPLE_SETUP_INTENT),
  errors: ["resource_missing"],
};
