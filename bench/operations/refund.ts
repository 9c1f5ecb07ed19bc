import type { Operation } from "./operation.ts";
import { payments } from "./payments.ts";
import { postHead, postRequest } from "./request.ts";

/** All of a payment goes back to the buyer. */
export const refund: Operation = {
  name: "refund",
  title: "refund",
  kind: "write",
  // The simulated acquirer has the last 20,000 payments in mind; for those before them it reads through its journal.
  supply: { made_by: payments, used: "once", most_a_second: 1_200 },
  prepareRequest(context) {
    return (idempotency_key, intent_id) => {
      const body = `{"payment_intent":"${intent_id}"}`;
      return postRequest(postHead(context, "onerway", "/v1/refunds", body), idempotency_key, body);
    };
  },
  expected: '"status":"succeeded"',
  // Created, succeeded, and the payment that it was of.
  writes: { refunds: 1, events: 3, ledger_entries: 1, stored_answers: 1 },
};
