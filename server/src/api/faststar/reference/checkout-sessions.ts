import { exampleId } from "../../plugins/openapi/example-ids.ts";
import type { Operation } from "../../plugins/openapi/operation.ts";
import { answer, listAnswer } from "./answers.ts";
import { EXAMPLE_PRICE } from "./catalog-objects.ts";
import { EXAMPLE_SESSION, OpenedSession, openedSession } from "./checkout-objects.ts";

const tag = "Checkout";

const { customer_email, success_url, cancel_url, buyer_country, client_reference_id } = EXAMPLE_SESSION;
const common = {
  mode: "payment",
  presentation: "iframe",
  customer_email,
  success_url,
  cancel_url,
  buyer_country,
  client_reference_id,
};

export const createCheckoutSession: Operation = {
  operation_id: "createCheckoutSession",
  summary: "Create a checkout session",
  description:
    "Opens the cashier for one buyer. Give the `url` to your page: `FastStar.checkout.open({ url })` shows it over the page, or redirect to it. The tax is computed from where the buyer is, and again when they say so at the cashier. Ship when the webhook `payment.succeeded` arrives, not when the browser comes back. In mode `subscription` the lines are prices that recur with one interval, and `subscription.created` tells that it has begun; in mode `setup` a card is saved and nothing is charged.",
  tag,
  bodies: {
    catalog: {
      summary: "A price of your catalog",
      value: { ...common, line_items: [{ price_id: EXAMPLE_PRICE.id, quantity: 1 }] },
    },
    ad_hoc: {
      summary: "An amount of your own (direct merchants)",
      value: {
        ...common,
        line_items: [{ ad_hoc_amount: 2500, ad_hoc_currency: "USD", description: "Engraving", quantity: 1 }],
      },
    },
    subscription: {
      summary: "A subscription: prices that recur",
      value: {
        ...common,
        mode: "subscription",
        line_items: [{ price_id: EXAMPLE_PRICE.id, quantity: 1 }],
      },
    },
    setup: { summary: "A card to charge later", value: { ...common, mode: "setup" } },
  },
  answer: answer(
    "The session and the address of its cashier page.",
    OpenedSession,
    "Checkout session created successfully",
    openedSession(EXAMPLE_SESSION),
  ),
  errors: [
    "resource_missing",
    "catalog_reference_required",
    "currency_unsupported",
    "amount_too_small",
    "amount_too_large",
    "tax_unavailable",
  ],
};

export const getCheckoutSession: Operation = {
  operation_id: "getCheckoutSession",
  summary: "Get a checkout session",
  description: "The session as it is now.",
  tag,
  parameters: { id: EXAMPLE_SESSION.id },
  answer: answer("The session.", OpenedSession, "Checkout session", openedSession(EXAMPLE_SESSION)),
  errors: ["resource_missing"],
};

export const listCheckoutSessions: Operation = {
  operation_id: "listCheckoutSessions",
  summary: "List checkout sessions",
  description:
    "Your sessions, newest first: all of them, those in one state, or those of one of your order numbers.",
  tag,
  parameters: { limit: 20, status: "open", client_reference_id },
  answer: listAnswer("Checkout sessions", "CheckoutSession", EXAMPLE_SESSION),
  errors: [],
};

export const expireCheckoutSession: Operation = {
  operation_id: "expireCheckoutSession",
  summary: "Expire a checkout session",
  description:
    "Ends an open session, so that a buyer at the cashier can no longer pay. Its payment is canceled with it.",
  tag,
  parameters: { id: EXAMPLE_SESSION.id },
  answer: answer(
    "The session, expired.",
    OpenedSession,
    "Checkout session expired",
    openedSession({
      ...EXAMPLE_SESSION,
      status: "expired",
      payment_intent_id: exampleId("payment_intent"),
      expires_at: "2026-06-12T12:05:00Z",
    }),
  ),
  errors: ["resource_missing", "session_complete", "state_conflict"],
};
