import type { Operation } from "./operation.ts";
import { postHead, postRequest } from "./request.ts";

/** An intent that is to be confirmed later. */
export const createIntent: Operation = {
  name: "create",
  title: "creation of an intent",
  kind: "write",
  supply: null,
  prepareRequest(context) {
    const body = JSON.stringify({ amount: 2000, currency: "usd" });
    const head = postHead(context, "onerway", "/v1/payment_intents", body);
    return (idempotency_key) => postRequest(head, idempotency_key, body);
  },
  expected: '"status":"requires_payment_method"',
  writes: { payment_intents: 1, events: 1, stored_answers: 1 },
};
