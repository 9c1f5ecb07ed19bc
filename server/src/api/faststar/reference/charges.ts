import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, component } from "./answers.ts";
import { EXAMPLE_CHARGE } from "./charge-objects.ts";
import { EXAMPLE_CUSTOMER } from "./customer-objects.ts";

const { payment_method_id, amount, currency, off_session, client_reference_id } = EXAMPLE_CHARGE;

export const chargeCustomer: Operation = {
  operation_id: "chargeCustomer",
  summary: "Charge a saved card",
  description:
    "Charges a customer's card without the buyer. When the bank wants to hear from the buyer it is refused with 402 and the code `authentication_required`: send them to `data.authentication_url`, and the payment goes on when they come back from their bank; `payment.succeeded` tells you. Any other 402 is a decline. The amount is charged as it is and no tax is added or split off, for Merchant of Record and direct merchants alike: where the tax has to be computed, sell through a checkout session. Send an `Idempotency-Key`, so that a charge whose answer was lost can be sent again.",
  tag: "Saved cards",
  parameters: { id: EXAMPLE_CUSTOMER.id },
  bodies: {
    card: {
      summary: "One of the customer's cards",
      value: { payment_method_id, amount, currency, off_session, client_reference_id },
    },
    default_card: { summary: "The default card", value: { amount, currency, off_session } },
  },
  answer: answer("The payment.", component("Charge"), "Payment succeeded", EXAMPLE_CHARGE),
  errors: [
    "resource_missing",
    "state_conflict",
    "amount_too_small",
    "amount_too_large",
    "currency_unsupported",
    "card_declined",
    "insufficient_funds",
    "expired_card",
    "incorrect_cvc",
    "incorrect_number",
    "processing_error",
    "authentication_required",
    "authentication_failed",
  ],
};
