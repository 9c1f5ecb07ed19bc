import { Type } from "typebox";
import { PAYMENT_STATUSES } from "../../../core/payments/payment-intent.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { AUTHENTICATION_MESSAGE } from "../charge-answer.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";

const status = Type.Enum([...PAYMENT_STATUSES], { description: "How far the payment is." });

export const Charge = Type.Object(
  {
    payment_intent_id: id("`pi_` and 22 letters and digits."),
    status: Type.Enum([...PAYMENT_STATUSES], {
      description:
        "`succeeded`: paid. `processing`: the bank has not answered yet; the webhook tells how it ended.",
    }),
    amount: minorUnits("What was charged."),
    currency: Type.String({ description: "ISO 4217, in capitals." }),
    payment_method_id: nullable(id("The card that was charged.")),
    customer_id: nullable(id("Who was charged.")),
    off_session: Type.Boolean({ description: "Whether the buyer was away." }),
    description: nullable(Type.String({ description: "What it is for." })),
    client_reference_id: nullable(Type.String({ description: "Your order number, as you gave it." })),
    metadata,
    created_at: instant("When it was made."),
  },
  { description: "A charge of a saved card." },
);

export const AuthenticationNeeded = Type.Object(
  {
    payment_intent_id: id("The payment that waits."),
    status,
    client_secret: Type.String({ description: "With it a browser may see and finish this payment." }),
    authentication_url: Type.String({
      format: "uri",
      description: "Send the buyer here: the page lets them authenticate, and the payment goes on.",
    }),
  },
  { description: "With `authentication_required`: how the buyer finishes the payment." },
);

export const EXAMPLE_CHARGE = {
  payment_intent_id: exampleId("payment_intent"),
  status: "succeeded",
  amount: 1999,
  currency: "USD",
  payment_method_id: exampleId("payment_method") as string | null,
  customer_id: exampleId("customer"),
  off_session: true,
  description: null,
  client_reference_id: "renewal_2026_07",
  metadata: {},
  created_at: EXAMPLE_INSTANT,
};

const { payment_intent_id } = EXAMPLE_CHARGE;
const client_secret = `${payment_intent_id}_secret_AAGcDi59QHwQml4HuyDE2R4zAW5yZbCdEfGnJpR7u2h3mKq8sT1vX`;

/** The answer to a charge that needs the buyer. */
export const AUTHENTICATION_NEEDED = {
  success: false,
  message: AUTHENTICATION_MESSAGE,
  error: {
    code: "authentication_required",
    param: null,
    request_id: exampleId("request"),
    payment_intent_id,
  },
  data: {
    payment_intent_id,
    status: "requires_action",
    client_secret,
    authentication_url: `https://pay.example.com/authenticate/${payment_intent_id}?client_secret=${client_secret}`,
  },
};
