import type { Operation } from "./operation.ts";
import { postHead, postRequest } from "./request.ts";

const CURRENCIES = ["usd", "eur", "jpy"];

/** Created and confirmed in one request. The currencies take turns. */
export const payments: Operation = {
  name: "payments",
  title: "payments",
  kind: "write",
  supply: null,
  prepareRequest(context) {
    const { payment_method } = context;
    const wordings = CURRENCIES.map((currency) => {
      const body = JSON.stringify({ amount: 2000, currency, payment_method, confirm: true });
      return { head: postHead(context, "onerway", "/v1/payment_intents", body), body };
    });
    let turn = 0;
    return (idempotency_key) => {
      turn = (turn + 1) % wordings.length;
      const { head, body } = wordings[turn] as { head: string; body: string };
      return postRequest(head, idempotency_key, body);
    };
  },
  expected: '"status":"succeeded"',
  writes: {
    payment_intents: 1,
    succeeded_intents: 1,
    payment_attempts: 1,
    approved_attempts: 1,
    events: 1,
    ledger_entries: 1,
    stored_answers: 1,
  },
};
