import type { Operation } from "./operation.ts";
import { payments } from "./payments.ts";
import { postHead, postRequest } from "./request.ts";

/** A customer's saved card, charged while they are away. */
export const charge: Operation = {
  name: "charge",
  title: "off-session charge",
  kind: "write",
  supply: null,
  prepareRequest(context) {
    const body = JSON.stringify({ amount: 2000, currency: "USD" });
    const head = postHead(context, "faststar", `/api/v1/public/customers/${context.customer}/charge`, body);
    return (idempotency_key) => postRequest(head, idempotency_key, body);
  },
  expected: '"status":"succeeded"',
  writes: payments.writes,
};
