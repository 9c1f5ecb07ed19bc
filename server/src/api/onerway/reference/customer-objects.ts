import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import {
  EXAMPLE_CREATED,
  expandable,
  id,
  livemode,
  metadata,
  nullable,
  object,
  text,
  unixSeconds,
} from "./fields.ts";

const line = (description: string) => nullable(text(description));

const Address = Type.Object(
  {
    city: line("City or town."),
    country: line("ISO 3166-1."),
    line1: line("Street and number."),
    line2: line("Whatever else the letter needs."),
    postal_code: line("Postal code."),
    state: line("State, province or region."),
  },
  { description: "Where the customer is." },
);

const Shipping = Type.Object(
  {
    address: nullable(Address),
    name: line("Who receives it."),
    phone: line("Whom the carrier may call."),
  },
  { description: "Where things are sent." },
);

export const Customer = Type.Object(
  {
    id: id("`cus_` and 22 letters and digits."),
    object: object("customer"),
    address: nullable(Address),
    created: unixSeconds("When it was made, in Unix seconds."),
    default_source: Type.Null({ description: "There are no sources; cards are payment methods." }),
    description: line("Your own note."),
    email: line("The customer's address for mail."),
    invoice_settings: Type.Object(
      { default_payment_method: expandable("The card that is charged when nothing else is said.") },
      { description: "How the customer pays. A customer's first card becomes the default." },
    ),
    livemode,
    metadata,
    name: line("The customer's name."),
    phone: line("The customer's telephone number."),
    shipping: nullable(Shipping),
  },
  { description: "A buyer whom you know." },
);

export const DeletedCustomer = Type.Object(
  {
    id: id("What was deleted."),
    object: object("customer"),
    deleted: Type.Literal(true),
  },
  { description: "What is left of a customer that was deleted." },
);

export const EXAMPLE_CUSTOMER = {
  id: exampleId("customer"),
  object: "customer",
  address: null,
  created: EXAMPLE_CREATED,
  default_source: null,
  description: null,
  email: "john@example.com",
  invoice_settings: { default_payment_method: null as string | null },
  livemode: false,
  metadata: { user_id: "123" },
  name: "John Doe",
  phone: null as string | null,
  shipping: null,
};
