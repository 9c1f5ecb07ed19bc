import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component } from "./answers.ts";
import { EXAMPLE_CUSTOMER, EXAMPLE_SETUP } from "./customer-objects.ts";

export const createSetupIntent: Operation = {
  operation_id: "createSetupIntent",
  summary: "Create a setup intent",
  description:
    "Begins to save a card. The buyer types it on a page of ours (`url`), and their bank may want to hear from them; the card is verified and nothing is charged. Once it has succeeded, attach the card to the customer.",
  tag: "Saved cards",
  parameters: { id: EXAMPLE_CUSTOMER.id },
  bodies: { empty: { summary: "Nothing has to be said", value: {} } },
  answer: answer(
    "What the browser needs to save a card.",
    component("SetupIntent"),
    "Setup intent created successfully",
    EXAMPLE_SETUP,
  ),
  errors: ["resource_missing"],
};
