import { Type } from "typebox";
import { FUTURE_USAGES } from "../../../core/payments/payment-details.ts";
import {
  CAPTURE_METHODS,
  type CancellationReason,
  PAYMENT_STATUSES,
} from "../../../core/payments/payment-intent.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { component } from "./answers.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  minorUnits,
  notForBrowsers,
  nullable,
  object,
  ShippingAnswer,
  text,
  unixSeconds,
} from "./fields.ts";

const CANCELLATION_REASONS = [
  "duplicate",
  "fraudulent",
  "requested_by_customer",
  "abandoned",
  "expired",
  "automatic",
] as const satisfies readonly CancellationReason[];

const NextAction = Type.Object({
  type: Type.Literal("redirect_to_url"),
  redirect_to_url: Type.Object({
    url: text("Send the buyer here to authenticate."),
    return_url: nullable(text("Where they come back to.")),
  }),
});

export const PaymentIntent = Type.Object(
  {
    id: id("`pi_` and 22 letters and digits."),
    object: object("payment_intent"),
    amount: minorUnits("What is to be paid, in the currency's smallest unit: 2000 is 20.00 USD."),
    amount_capturable: minorUnits(
      "What is authorised and may be captured; 0 unless the status is `requires_capture`.",
    ),
    amount_received: minorUnits("What has been paid: less than `amount` when only a part was captured."),
    application: Type.Null(),
    application_fee_amount: Type.Null(),
    automatic_payment_methods: nullable(
      Type.Object(
        { enabled: Type.Boolean() },
        { description: "Whether we choose what it may be paid with." },
      ),
    ),
    canceled_at: nullable(unixSeconds("When it was canceled.")),
    cancellation_reason: nullable(
      Type.Enum([...CANCELLATION_REASONS], { description: "Why it was canceled." }),
    ),
    capture_method: Type.Enum([...CAPTURE_METHODS], {
      description:
        "When the money is taken: at once, or with `manual` when you capture it. `automatic_async` does what `automatic` does.",
    }),
    client_secret: text("With it a browser may see and pay this intent, and nothing else."),
    confirmation_method: Type.Enum(["automatic"], {
      description: "How a payment goes on after authentication.",
    }),
    created: unixSeconds("When it was made, in Unix seconds."),
    currency: text("ISO 4217, in small letters."),
    customer: notForBrowsers(expandable("Who pays.")),
    description: nullable(text("Your own description.")),
    last_payment_error: nullable(
      Type.Unsafe<object>({ ...component("PaymentError"), description: "Why the last attempt failed." }),
    ),
    latest_charge: notForBrowsers(expandable("The last attempt to pay it, `ch_…`.")),
    livemode,
    metadata: notForBrowsers(metadata),
    next_action: nullable(
      Type.Unsafe<object>({ ...NextAction, description: "What the buyer has to do before it goes on." }),
    ),
    on_behalf_of: Type.Null(),
    payment_method: expandable("What it is paid with."),
    payment_method_options: Type.Object(
      {
        card: Type.Optional(
          Type.Object(
            { request_three_d_secure: Type.Enum(["any", "challenge"]) },
            { description: "Given when the buyer is to authenticate wherever the card allows it." },
          ),
        ),
      },
      { description: "How it is to be paid, where you have said more than usual." },
    ),
    payment_method_types: Type.Array(Type.String(), { description: "What it may be paid with." }),
    processing: Type.Null(),
    receipt_email: notForBrowsers(nullable(text("Where the receipt goes."))),
    review: Type.Null(),
    setup_future_usage: nullable(
      Type.Enum([...FUTURE_USAGES], { description: "Whether the card is kept for the customer." }),
    ),
    shipping: notForBrowsers(
      nullable(Type.Unsafe<object>({ ...ShippingAnswer, description: "Where the goods go." })),
    ),
    statement_descriptor: notForBrowsers(nullable(text("What the buyer's statement says."))),
    statement_descriptor_suffix: notForBrowsers(nullable(text("Ends what the buyer's statement says."))),
    status: Type.Enum([...PAYMENT_STATUSES], {
      description:
        "After a decline it is `requires_payment_method` again, and may be confirmed again. `requires_capture`: the money is kept for you until you capture it, cancel, or the authorisation ends.",
    }),
    transfer_data: Type.Null(),
    transfer_group: Type.Null(),
  },
  { description: "The intention to collect an amount once, through as many attempts as it takes." },
);

export const PaymentError = Type.Object(
  {
    type: Type.Enum(["card_error", "invalid_request_error"], {
      description: "`invalid_request_error` when a bank did not pay a debit.",
    }),
    code: text("Why, for programs."),
    message: text("Why, in words that a buyer may read."),
    param: text("The field that it is about."),
    charge: Type.Optional(id("The attempt that failed, `ch_…`.")),
    decline_code: Type.Optional(
      text("The issuer's finer reason, where it gave one. A browser is not told of lost or stolen cards."),
    ),
    payment_method: Type.Optional(
      Type.Unsafe<object>({
        ...component("PaymentMethod"),
        description: "What it was tried with, as it was then.",
      }),
    ),
  },
  { description: "Why a card was not charged, or a bank account not debited." },
);

export const EXAMPLE_PAYMENT_INTENT = {
  id: exampleId("payment_intent"),
  object: "payment_intent",
  amount: 2000,
  amount_capturable: 0,
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: "automatic",
  client_secret: `${exampleId("payment_intent")}_secret_w4Hn0cT7kZ2vQm9XbJr5`,
  confirmation_method: "automatic",
  created: EXAMPLE_CREATED,
  currency: "usd",
  customer: null,
  description: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  metadata: { order_id: "order_123" },
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_options: {},
  payment_method_types: ["card"],
  processing: null,
  receipt_email: null,
  review: null,
  setup_future_usage: null,
  shipping: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: "requires_payment_method",
  transfer_data: null,
  transfer_group: null,
};
