import { Type } from "typebox";
import { type CardBrand, PAYMENT_METHOD_TYPES } from "../../../core/payment-methods/payment-method.ts";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { BankAccount } from "./bank-account-objects.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  notForBrowsers,
  nullable,
  object,
  text,
  unixSeconds,
} from "./fields.ts";

const CARD_BRANDS = [
  "visa",
  "mastercard",
  "amex",
  "discover",
  "diners",
  "jcb",
  "unionpay",
  "unknown",
] as const satisfies readonly CardBrand[];

const line = nullable(Type.String());

export const PaymentMethod = Type.Object(
  {
    id: id("`pm_` and 22 letters and digits."),
    object: object("payment_method"),
    billing_details: Type.Object(
      {
        address: Type.Object({
          city: line,
          country: line,
          line1: line,
          line2: line,
          postal_code: line,
          state: line,
        }),
        email: line,
        name: line,
        phone: line,
      },
      { description: "Whose it is." },
    ),
    card: Type.Optional(
      Type.Object(
        {
          brand: Type.Enum([...CARD_BRANDS], { description: "The card's network." }),
          exp_month: Type.Integer({ description: "1 to 12." }),
          exp_year: Type.Integer({ description: "Four digits." }),
          fingerprint: notForBrowsers(
            text("The same for the same card number, so that you recognise a card."),
          ),
          last4: text("The last four digits."),
        },
        { description: "What may be shown of the card. The number itself never leaves the vault." },
      ),
    ),
    us_bank_account: Type.Optional(BankAccount),
    created: unixSeconds("When it was made, in Unix seconds."),
    customer: notForBrowsers(expandable("Whose it is.")),
    livemode,
    metadata: notForBrowsers(metadata),
    type: Type.Enum([...PAYMENT_METHOD_TYPES], { description: "What kind of payment method it is." }),
  },
  { description: "A card that can be charged, or a bank account that can be debited." },
);

export const EXAMPLE_PAYMENT_METHOD = {
  id: exampleId("payment_method"),
  object: "payment_method",
  billing_details: {
    address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
    email: "john@example.com",
    name: "John Doe",
    phone: null,
  },
  card: { brand: "visa", exp_month: 12, exp_year: 2034, fingerprint: "5mZ0qW8rT1xK7bNc", last4: "4242" },
  created: EXAMPLE_CREATED,
  customer: null,
  livemode: false,
  metadata: {},
  type: "card",
};
