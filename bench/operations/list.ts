import type { Operation } from "./operation.ts";
import { payments } from "./payments.ts";
import { getTail } from "./request.ts";

/** Ten payments, from anywhere among them. */
export const list: Operation = {
  name: "list",
  title: "a page of ten intents",
  kind: "read",
  supply: { made_by: payments, used: "again" },
  prepareRequest(context) {
    const tail = getTail(context, "onerway");
    return (_, intent_id) => `GET /v1/payment_intents?limit=10&starting_after=${intent_id}${tail}`;
  },
  expected: '"has_more":',
  writes: {},
};
