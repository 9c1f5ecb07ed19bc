import { createIntent } from "./create-intent.ts";
import type { Operation } from "./operation.ts";
import { postHead, postRequest } from "./request.ts";

/** The confirmation of an intent that was made by an earlier request. */
export const confirm: Operation = {
  name: "confirm",
  title: "confirmation of an intent",
  kind: "write",
  supply: { made_by: createIntent, used: "once" },
  prepareRequest(context) {
    const body = JSON.stringify({ payment_method: context.payment_method });
    return (idempotency_key, intent_id) => {
      const head = postHead(context, "onerway", `/v1/payment_intents/${intent_id}/confirm`, body);
      return postRequest(head, idempotency_key, body);
    };
  },
  expected: '"status":"succeeded"',
  writes: {
    succeeded_intents: 1,
    payment_attempts: 1,
    approved_attempts: 1,
    events: 1,
    ledger_entries: 1,
    stored_answers: 1,
  },
};
