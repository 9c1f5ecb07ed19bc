import { randomBytes } from "node:crypto";
import type { PriceLookup } from "./catalog.ts";
import type { Order } from "./order.ts";
import type { OrderBook } from "./order-book.ts";
import { type StarwayPost, StarwayRefusal } from "./starway-client.ts";

/** The shop's line to Starway for one of its accounts. */
export interface Account {
  post: StarwayPost;
  priceOf: PriceLookup;
}

/** Where the buyer has to go, and what the shop will know the order by. */
export interface Checkout {
  url: string;
  client_reference_id: string;
}

/** Creates a checkout session for an order. */
export async function placeOrder(
  account: Account,
  orders: OrderBook,
  public_url: string,
  order: Order,
): Promise<Checkout> {
  const client_reference_id = `order_${randomBytes(5).toString("hex")}`;
  const session = {
    mode: "payment",
    presentation: order.presentation,
    line_items: [{ price_id: await account.priceOf(order.product, order.locale), quantity: 1 }],
    success_url: `${public_url}/demo/thanks?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${public_url}/demo`,
    buyer_country: order.buyer_country,
    locale: order.locale,
    client_reference_id,
  };
  const answer = (await account.post("/public/checkout/sessions", session, client_reference_id)) as {
    session?: { id?: unknown };
    url?: unknown;
  };
  const [id, url] = [answer.session?.id, answer.url];
  if (typeof id !== "string" || typeof url !== "string") throw new StarwayRefusal("The session has no url.");
  orders.place(id, { client_reference_id, locale: order.locale });
  return { url, client_reference_id };
}
