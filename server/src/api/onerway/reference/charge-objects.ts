import { Type } from "typebox";
import { CHECK_RESULTS } from "../../../connectors/card-checks.ts";
import { RISK_LEVELS } from "../../../connectors/payment-risk.ts";
import { AUTHENTICATION_FLOWS, AUTHENTICATION_RESULTS } from "../../../connectors/three-d-secure.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  minorUnits,
  nullable,
  object,
  ShippingAnswer,
  text,
  unixSeconds,
} from "./fields.ts";
import { EXAMPLE_PAYMENT_METHOD, PaymentMethod } from "./payment-method-objects.ts";

const { billing_details, card, type, us_bank_account } = PaymentMethod.properties;

const check = (description: string) => nullable(Type.Enum([...CHECK_RESULTS], { description }));

const ThreeDSecure = Type.Object({
  authentication_flow: Type.Enum([...AUTHENTICATION_FLOWS], {
    description: "Whether the buyer had to do something for it.",
  }),
  result: Type.Enum([...AUTHENTICATION_RESULTS], {
    description: "What came of it. Who has authenticated can hardly dispute the payment as fraud.",
  }),
});

const CheckedCard = Type.Object(
  {
    ...card.properties,
    checks: Type.Object(
      {
        address_line1_check: check("Of the address's first line."),
        address_postal_code_check: check("Of the postal code."),
        cvc_check: check("Of the security code."),
      },
      {
        description:
          "Whether what the buyer typed fits what the card's bank knows. Null where nothing was given, or the bank has not said.",
      },
    ),
    three_d_secure: nullable(
      Type.Unsafe<object>({
        ...ThreeDSecure,
        description: "Null when nobody has tried to authenticate the buyer, or they have not answered.",
      }),
    ),
  },
  { description: "What may be shown of the card." },
);

const Outcome = Type.Object({
  network_status: Type.Enum(["approved_by_network", "declined_by_network", "not_sent_to_network"]),
  reason: nullable(text("The issuer's finer reason, or why no issuer was asked.")),
  risk_level: Type.Enum(["normal", ...RISK_LEVELS, "not_assessed"], {
    description:
      "How likely the processor thinks fraud; `not_assessed` where the money comes from a bank account.",
  }),
  seller_message: text("The outcome in words."),
  type: Type.Enum(["authorized", "issuer_declined", "blocked", "invalid"], {
    description:
      "`blocked` because of the risk, or because the buyer has not authenticated; `invalid`, a real card's number in test mode.",
  }),
});

export const Charge = Type.Object(
  {
    id: id("`ch_` and 22 letters and digits."),
    object: object("charge"),
    amount: minorUnits("What was to be paid, in the currency's smallest unit."),
    amount_captured: minorUnits("What was collected."),
    amount_refunded: minorUnits("What has gone back to the buyer, or is on its way."),
    application: Type.Null(),
    application_fee_amount: Type.Null(),
    balance_transaction: Type.Null(),
    billing_details,
    captured: Type.Boolean({ description: "Whether the money was collected." }),
    created: unixSeconds("When it was tried, in Unix seconds."),
    currency: text("ISO 4217, in small letters."),
    customer: expandable("Who pays."),
    description: nullable(text("Your own description of the payment.")),
    failure_code: nullable(text("Why it failed, for programs.")),
    failure_message: nullable(text("Why it failed, in words that a buyer may read.")),
    livemode,
    metadata,
    outcome: nullable(
      Type.Unsafe<object>({ ...Outcome, description: "What the card's network said, once it is known." }),
    ),
    paid: Type.Boolean({ description: "Whether it succeeded." }),
    payment_intent: expandable("What it was to pay."),
    payment_method: expandable("What it was tried with."),
    payment_method_details: Type.Object(
      { type, card: Type.Optional(CheckedCard), us_bank_account },
      { description: "What may be shown of the card, or of the bank account." },
    ),
    receipt_email: nullable(text("Where the receipt goes.")),
    refunded: Type.Boolean({ description: "Whether all of it has gone back." }),
    shipping: nullable(Type.Unsafe<object>({ ...ShippingAnswer, description: "Where the goods go." })),
    statement_descriptor: nullable(text("What the buyer's statement says.")),
    statement_descriptor_suffix: nullable(text("Ends what the buyer's statement says.")),
    status: Type.Enum(["succeeded", "pending", "failed"], { description: "How it went." }),
  },
  { description: "One attempt to pay a payment intent." },
);

export const EXAMPLE_CHARGE = {
  id: exampleId("charge"),
  object: "charge",
  amount: 2000,
  amount_captured: 2000,
  amount_refunded: 0,
  application: null,
  application_fee_amount: null,
  balance_transaction: null,
  billing_details: EXAMPLE_PAYMENT_METHOD.billing_details,
  captured: true,
  created: EXAMPLE_CREATED,
  currency: "usd",
  customer: null,
  description: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  metadata: { order_id: "order_123" },
  outcome: {
    network_status: "approved_by_network",
    reason: null,
    risk_level: "normal",
    seller_message: "Payment complete.",
    type: "authorized",
  },
  paid: true,
  payment_intent: exampleId("payment_intent"),
  payment_method: EXAMPLE_PAYMENT_METHOD.id,
  payment_method_details: {
    type: "card",
    card: {
      ...EXAMPLE_PAYMENT_METHOD.card,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      three_d_secure: null,
    },
  },
  receipt_email: null,
  refunded: false,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: "succeeded",
};
