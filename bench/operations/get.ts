import type { Operation } from "./operation.ts";
import { payments } from "./payments.ts";
import { getTail } from "./request.ts";

/** One payment, by its id. */
export const get: Operation = {
  name: "get",
  title: "GET of an intent",
  kind: "read",
  supply: { made_by: payments, used: "again" },
  prepareRequest(context) {
    const tail = getTail(context, "onerway");
    return (_, intent_id) => `GET /v1/payment_intents/${intent_id}${tail}`;
  },
  expected: '"status":"succeeded"',
  writes: {},
};
