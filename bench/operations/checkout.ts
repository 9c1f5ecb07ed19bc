import type { Operation } from "./operation.ts";
import { postHead, postRequest } from "./request.ts";

/** A checkout session for one line of the merchant's own amount. */
export const checkout: Operation = {
  name: "checkout",
  title: "creation of a checkout session",
  kind: "write",
  supply: null,
  prepareRequest(context) {
    const body = JSON.stringify({
      mode: "payment",
      line_items: [{ ad_hoc_amount: 999, ad_hoc_currency: "USD", quantity: 2, description: "Star map" }],
      success_url: "https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}",
      cancel_url: "https://shop.example.com/cart",
      client_reference_id: "order_10042",
    });
    const head = postHead(context, "faststar", "/api/v1/public/checkout/sessions", body);
    return (idempotency_key) => postRequest(head, idempotency_key, body);
  },
  expected: '"payment_status":"unpaid"',
  writes: { checkout_sessions: 1, stored_answers: 1 },
};
