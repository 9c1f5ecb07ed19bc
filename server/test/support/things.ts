import { authorizedIntent } from "./captures.ts";
import { disputedPayment } from "./disputes.ts";
import type { DoorName } from "./endpoints.ts";
import type { HeaderFields } from "./http.ts";
import { paidIntent, refund } from "./refunds.ts";
import { beginSetup, customerWithCard } from "./saved-cards.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, makeIntent, makePaymentMethod, makePrice, makeProduct, makeSession } from "./shop.ts";
import { subscribe } from "./subscriptions.ts";

/** The ids that a path or a body names in braces, and the buyer's token. */
export type Things = Readonly<
  Record<
    | "product"
    | "price"
    | "session"
    | "token"
    | "method"
    | "intent"
    | "authorized"
    | "payment"
    | "refund"
    | "dispute"
    | "endpoint"
    | "customer"
    | "setup"
    | "setup_secret"
    | "saved_card"
    | "subscription",
    string
  >
>;

export async function makeThings(server: TestServer, merchant: TestMerchant): Promise<Things> {
  const endpoint = await merchant.faststar.post("/merchant/webhook-endpoints", {
    url: "https://yoursite.example/hooks",
    event_types: ["payment.canceled"],
  });
  const payment = await paidIntent(merchant);
  const product = await makeProduct(merchant);
  const session = await makeSession(merchant);
  const { customer, card } = await customerWithCard(server, merchant);
  const setup = await beginSetup(merchant, customer);
  return {
    product,
    price: await makePrice(merchant, { product_id: product }),
    session: session.id,
    token: session.token,
    method: await makePaymentMethod(merchant, CARDS.good),
    intent: await makeIntent(merchant),
    authorized: await authorizedIntent(merchant),
    payment,
    dispute: (await disputedPayment(server, merchant)).dispute.id,
    refund: (await refund(merchant, payment, { amount: 500 })).body.data.id,
    endpoint: endpoint.body.data.id,
    customer,
    saved_card: card,
    subscription: await subscribe(server, merchant),
    setup: setup.id,
    setup_secret: setup.client_secret,
  };
}

/** Puts the ids where the braces are. */
export function fillIn(text: string, things: Things): string {
  return text.replace(/\{(\w+)\}/g, (braces, name) => things[name as keyof Things] ?? braces);
}

/** The way that somebody of the merchant, or its buyer, comes through the door. */
export function credentials(
  door: DoorName,
  { secret_key }: TestMerchant,
  { token, setup_secret }: Things,
): HeaderFields {
  switch (door) {
    case "faststar":
      return { "x-api-key": secret_key };
    case "onerway":
      return { authorization: `Bearer ${secret_key}` };
    case "cashier":
      return { "x-session-token": token, "x-client-secret": setup_secret };
    case "demo":
      return {};
  }
}

export function urlOf(server: TestServer, path: string, things: Things): string {
  return `${server.url}${fillIn(path, things)}`;
}
