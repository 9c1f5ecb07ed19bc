import type { DemoLocale } from "./locale.ts";

const REMEMBERED_ORDERS = 200;

/** An order whose buyer has been sent to the checkout. */
export interface PlacedOrder {
  client_reference_id: string;
  locale: DemoLocale;
}

/** The latest orders by checkout session. A real shop has a database here. */
export interface OrderBook {
  place(session_id: string, order: PlacedOrder): void;
  find(session_id: unknown): PlacedOrder | undefined;
}

/** An empty order book. */
export function createOrderBook(): OrderBook {
  const orders = new Map<unknown, PlacedOrder>();
  return {
    place(session_id, order) {
      orders.set(session_id, order);
      for (const oldest of orders.keys()) {
        if (orders.size <= REMEMBERED_ORDERS) break;
        orders.delete(oldest);
      }
    },
    find: (session_id) => orders.get(session_id),
  };
}
