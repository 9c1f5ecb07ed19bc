import type { DoorName } from "./endpoints.ts";
import type { HeaderFields } from "./http.ts";
import { paidIntent, refund } from "./refunds.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { CARDS, makeIntent, makePaymentMethod, makePrice, makeProduct, makeSession } from "./shop.ts";

/** The ids that a path or a body names in braces, and the buyer's token. */
export type Things = Readonly<
  Record<
    "product" | "price" | "session" | "token" | "method" | "intent" | "payment" | "refund" | "endpoint",
    string
  >
>;

export async function makeThings(merchant: TestMerchant): Promise<Things> {
  const endpoint = await merchant.faststar.post("/merchant/webhook-endpoints", {
    url: "https://yoursite.example/hooks",
    event_types: ["payment.canceled"],
  });
  const product = await makeProduct(merchant);
  const session = await makeSession(merchant);
  const payment = await paidIntent(merchant);
  return {
    product,
    price: await makePrice(merchant, { product_id: product }),
    session: session.id,
    token: session.token,
    method: await makePaymentMethod(merchant, CARDS.good),
    intent: await makeIntent(merchant),
    payment,
    refund: (await refund(merchant, payment, { amount: 500 })).body.data.id,
    endpoint: endpoint.body.data.id,
  };
}

/** Puts the ids where the braces are. */
export function fillIn(text: string, things: Things): string {
  return text.replace(/\{(\w+)\}/g, (braces, name) => things[name as keyof Things] ?? braces);
}

/** The way that somebody of the merchant, or its buyer, comes through the door. */
export function credentials(door: DoorName, { secret_key }: TestMerchant, { token }: Things): HeaderFields {
  switch (door) {
    case "faststar":
      return { "x-api-key": secret_key };
    case "onerway":
      return { authorization: `Bearer ${secret_key}` };
    case "cashier":
      return { "x-session-token": token };
    case "demo":
      return {};
  }
}

export function urlOf(server: TestServer, path: string, things: Things): string {
  return `${server.url}${fillIn(path, things)}`;
}
