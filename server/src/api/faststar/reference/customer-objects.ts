import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, nullable } from "./fields.ts";

const text = (description: string) => nullable(Type.String({ description }));

const Address = Type.Object(
  {
    country: text("ISO 3166-1."),
    region: text("State or province."),
    postal_code: text("Postal code."),
    city: text("City."),
    line1: text("Street and number."),
    line2: text("Whatever else the letter needs."),
  },
  { description: "Where the customer is." },
);

const Shipping = Type.Object(
  {
    name: text("Who receives it."),
    phone: text("Whom the carrier may call."),
    address: nullable(Address),
  },
  { description: "Where things are sent." },
);

export const Customer = Type.Object(
  {
    id: id("`cus_` and 22 letters and digits."),
    email: text("The customer's address; null when it was made without one through the other API."),
    name: text("The customer's name."),
    phone: text("The customer's telephone number."),
    description: text("Your own note."),
    address: nullable(Address),
    shipping: nullable(Shipping),
    metadata,
    default_payment_method_id: nullable(id("The card that is charged when nothing else is said.")),
    created_at: instant("When it was made."),
  },
  { description: "A buyer whom you know." },
);

export const PaymentMethod = Type.Object(
  {
    id: id("`pm_` and 22 letters and digits."),
    brand: Type.String({ description: "Such as `visa` or `mastercard`." }),
    last4: Type.String({ description: "The last four digits." }),
    exp_month: Type.Integer({ description: "1 to 12." }),
    exp_year: Type.Integer({ description: "With four digits." }),
    customer_id: nullable(id("Whose card it is.")),
    is_default: Type.Boolean({ description: "Whether it is charged when nothing else is said." }),
    created_at: instant("When it was saved."),
  },
  { description: "A saved card, masked. Its number never leaves the vault." },
);

export const SetupIntent = Type.Object(
  {
    client_secret: Type.String({
      description: "With it a browser may go on with this setup intent, and do nothing else.",
    }),
    publishable_key: Type.String({ description: "Your key for browsers, `pk_test_…` or `pk_live_…`." }),
    setup_intent_id: id("`seti_` and 22 letters and digits: attach the card with it."),
    url: Type.String({ format: "uri", description: "The page where the buyer types the card." }),
  },
  { description: "A buyer's visit to save a card." },
);

export const EXAMPLE_CUSTOMER = {
  id: exampleId("customer"),
  email: "ada@example.com",
  name: "Ada Lovelace",
  phone: null as string | null,
  description: null,
  address: null,
  shipping: null,
  metadata: { loyalty: "gold" },
  default_payment_method_id: null,
  created_at: EXAMPLE_INSTANT,
};

export const EXAMPLE_CARD = {
  id: exampleId("payment_method"),
  brand: "visa",
  last4: "4242",
  exp_month: 12,
  exp_year: 2034,
  customer_id: exampleId("customer"),
  is_default: true,
  created_at: EXAMPLE_INSTANT,
};

const SECRET = "AAGcDi59QHwQml4HuyDE2R4zAQh3mKq8sT1vXw5yZbCdEfGnJpR7u2";

export const EXAMPLE_SETUP = {
  client_secret: `${exampleId("setup_intent")}_secret_${SECRET}`,
  publishable_key: "pk_test_7YVbN2mQxT9rKs4LdWc8ZgHj3PfEa6Uu",
  setup_intent_id: exampleId("setup_intent"),
  url: `https://pay.example.com/cards/${exampleId("setup_intent")}?client_secret=${exampleId("setup_intent")}_secret_${SECRET}`,
};
