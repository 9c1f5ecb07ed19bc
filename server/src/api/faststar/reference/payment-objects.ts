import { Type } from "typebox";
import { REFUND_FAILURE_REASONS } from "../../../connectors/connector.ts";
import { PAYMENT_STATUSES } from "../../../core/payments/payment-intent.ts";
import { REFUND_REASONS, REFUND_STATUSES } from "../../../core/refunds/refund.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_SESSION } from "./checkout-objects.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";

const currency = Type.String({ description: "ISO 4217, in capitals." });

const Card = Type.Object(
  {
    id: id("`pm_` and 22 letters and digits."),
    brand: Type.String({ description: "The card network, such as `visa`." }),
    last4: Type.String({ description: "The last four digits." }),
    exp_month: Type.Integer({ description: "1 to 12." }),
    exp_year: Type.Integer({ description: "Four digits." }),
  },
  {
    description:
      "The card that it was last tried with; null when another one is needed, and for a bank account.",
  },
);

const LastError = Type.Object(
  {
    code: Type.String({ description: "Such as `card_declined`." }),
    decline_code: nullable(Type.String({ description: "The issuer's finer reason." })),
  },
  { description: "Why the last attempt failed." },
);

export const Payment = Type.Object(
  {
    id: id("`pi_` and 22 letters and digits."),
    payment_id: id("The same as `id`, by the name that events and refunds use."),
    amount: minorUnits("What is to be paid."),
    currency,
    status: Type.Enum([...PAYMENT_STATUSES], {
      description:
        "`succeeded` when the money has come in. `requires_capture`: it is authorised, and comes in when it is captured through the Onerway API.",
    }),
    amount_received: minorUnits("What has come in."),
    amount_refunded: minorUnits("What has gone back or is on its way back."),
    refunded: Type.Boolean({ description: "Whether all of it has gone back." }),
    amount_tax: minorUnits("The part of `amount` that is tax collected as Merchant of Record."),
    checkout_session_id: nullable(id("The session that it was paid through.")),
    client_reference_id: nullable(Type.String({ description: "Your order number, as you gave it." })),
    payment_method: nullable(Card),
    last_error: nullable(LastError),
    metadata,
    created_at: instant("When it was made."),
  },
  { description: "What a buyer has paid, or has tried to pay." },
);

export const Refund = Type.Object(
  {
    id: id("`re_` and 22 letters and digits."),
    payment_id: id("The payment whose money goes back."),
    amount: minorUnits("How much goes back."),
    amount_tax: minorUnits("The part of `amount` that is tax. All refunds together have the payment's tax."),
    currency,
    status: Type.Enum([...REFUND_STATUSES], {
      description:
        "`pending` while the bank takes its time. A refund that has succeeded can still fail, when the bank sends the money back.",
    }),
    reason: nullable(Type.Enum([...REFUND_REASONS], { description: "The reason that you gave." })),
    failure_reason: nullable(
      Type.Enum([...REFUND_FAILURE_REASONS], {
        description: "Why it failed. The amount can then be refunded again.",
      }),
    ),
    metadata,
    created_at: instant("When it was made."),
  },
  { description: "Money of a payment that goes back to the buyer." },
);

export const EXAMPLE_PAYMENT = {
  id: exampleId("payment_intent"),
  payment_id: exampleId("payment_intent"),
  amount: EXAMPLE_SESSION.amount_total,
  currency: "USD",
  status: "succeeded",
  amount_received: EXAMPLE_SESSION.amount_total,
  amount_refunded: 0,
  refunded: false,
  amount_tax: EXAMPLE_SESSION.amount_tax,
  checkout_session_id: EXAMPLE_SESSION.id,
  client_reference_id: EXAMPLE_SESSION.client_reference_id,
  payment_method: {
    id: exampleId("payment_method"),
    brand: "visa",
    last4: "4242",
    exp_month: 12,
    exp_year: 2034,
  },
  last_error: null,
  metadata: {},
  created_at: EXAMPLE_INSTANT,
};

export const EXAMPLE_REFUND = {
  id: exampleId("refund"),
  payment_id: EXAMPLE_PAYMENT.id,
  amount: 500,
  amount_tax: 37,
  currency: "USD",
  status: "succeeded",
  reason: "requested_by_customer",
  failure_reason: null,
  metadata: { ticket: "4711" },
  created_at: EXAMPLE_INSTANT,
};
