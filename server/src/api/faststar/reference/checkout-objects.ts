import { Type } from "typebox";
import { exampleId } from "../../plugins/openapi/example-ids.ts";
import { component } from "./answers.ts";
import { EXAMPLE_PRICE, EXAMPLE_PRODUCT } from "./catalog-objects.ts";
import { EXAMPLE_INSTANT, id, instant, metadata, minorUnits, nullable } from "./fields.ts";
import { EXAMPLE_SESSION_TAX, SessionTax } from "./tax-objects.ts";

const SessionLine = Type.Object({
  price_id: nullable(id("The price of your catalog.")),
  product_id: nullable(id("The product of your catalog.")),
  name: Type.String({ description: "What the buyer sees." }),
  description: nullable(
    Type.String({
      description: "What the buyer sees below the name: the line's own text, or the product's.",
    }),
  ),
  image: nullable(Type.String({ description: "The product's first picture when the session was made." })),
  unit_amount: minorUnits("For one piece."),
  quantity: Type.Integer({ description: "How many." }),
  amount: minorUnits("`unit_amount` times `quantity`."),
});

export const CheckoutSession = Type.Object(
  {
    id: id("`cs_` and 22 letters and digits."),
    mode: Type.Enum(["payment", "subscription", "setup"], { description: "What the session is for." }),
    presentation: Type.Enum(["iframe", "link"], { description: "How the cashier is shown." }),
    status: Type.Enum(["open", "complete", "expired"], {
      description: "Open until it is paid, or the card is saved, or its time is up.",
    }),
    payment_status: Type.Enum(["unpaid", "paid", "no_payment_required"], {
      description:
        "Whether money has come in. `no_payment_required`: nothing is due now, because a card is saved or a trial begins.",
    }),
    amount_subtotal: minorUnits("The lines together. Where prices include the tax, it is in here."),
    amount_tax: minorUnits("The tax, whether it is included in the prices or comes on top."),
    amount_total: minorUnits("What the buyer pays now."),
    currency: nullable(
      Type.String({ description: "ISO 4217, in capitals; in mode setup null unless you gave one." }),
    ),
    line_items: Type.Array(SessionLine, { description: "What is bought." }),
    customer_email: nullable(Type.String({ description: "The buyer's address." })),
    buyer_country: nullable(Type.String({ description: "ISO 3166-1." })),
    buyer_region: nullable(Type.String({ description: "State or province." })),
    buyer_postal_code: nullable(Type.String({ description: "Postal code." })),
    customer_tax_id: nullable(Type.String({ description: "The buyer's VAT or GST id." })),
    tax: nullable(SessionTax),
    locale: nullable(Type.String({ description: "The cashier's language; null follows the browser." })),
    success_url: Type.String({ description: "Where the buyer goes after paying." }),
    cancel_url: Type.String({ description: "Where the buyer goes when they do not pay." }),
    client_reference_id: nullable(Type.String({ description: "Your order number, as you gave it." })),
    metadata,
    customer_id: nullable(
      id("Whose session it is: as given, or made when the buyer first pressed the button."),
    ),
    payment_intent_id: nullable(id("The payment, once the buyer has tried to pay.")),
    setup_intent_id: nullable(id("The verification of the card, where nothing is due now.")),
    subscription_id: nullable(id("The subscription, once it has begun.")),
    session_token: Type.String({ description: "Opens the cashier page for this session, and nothing else." }),
    created_at: instant("When it was made."),
    expires_at: instant("When it ends unless it is paid: 24 hours after it was made."),
  },
  { description: "One buyer's visit to the cashier." },
);

/** What every operation on a session answers. */
export const OpenedSession = {
  type: "object",
  required: ["session", "url", "session_token"],
  properties: {
    session: component("CheckoutSession"),
    url: {
      type: "string",
      format: "uri",
      description: "The cashier page: open it in the overlay or redirect to it.",
    },
    session_token: { type: "string", description: "The token in `url`, once more." },
  },
};

const SESSION_TOKEN = "AZgcLn1AfBCaXkwfDmqS0QA.k3n1Yw7uJ0m5pXQvZr8tHc2LdE4sGa9b";

export const EXAMPLE_SESSION = {
  id: exampleId("checkout_session"),
  mode: "payment",
  presentation: "iframe",
  status: "open",
  payment_status: "unpaid",
  amount_subtotal: 999,
  amount_tax: 80,
  amount_total: 1079,
  currency: "USD",
  line_items: [
    {
      price_id: EXAMPLE_PRICE.id,
      product_id: EXAMPLE_PRODUCT.id,
      name: EXAMPLE_PRODUCT.name,
      description: EXAMPLE_PRODUCT.description,
      image: "https://shop.example/atlas.jpg" as string | null,
      unit_amount: 999,
      quantity: 1,
      amount: 999,
    },
  ],
  customer_email: "buyer@example.com",
  buyer_country: "US",
  buyer_region: null,
  buyer_postal_code: null,
  customer_tax_id: null,
  tax: EXAMPLE_SESSION_TAX,
  locale: null,
  success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
  cancel_url: "https://shop.example/cart",
  client_reference_id: "order_10042",
  metadata: {},
  customer_id: null as string | null,
  payment_intent_id: null as string | null,
  setup_intent_id: null as string | null,
  subscription_id: null as string | null,
  session_token: SESSION_TOKEN,
  created_at: EXAMPLE_INSTANT,
  expires_at: "2026-06-13T12:00:00Z",
};

/** A session with its address. */
export function openedSession(session: typeof EXAMPLE_SESSION) {
  const url = `https://pay.example.com/checkout/${session.id}?token=${SESSION_TOKEN}`;
  return { session, url, session_token: SESSION_TOKEN };
}
