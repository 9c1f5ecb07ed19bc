import { expect, test } from "vitest";
import { factsAfter } from "./facts.ts";
import { FACTS, type Fact, type Facts } from "./operations/operation.ts";
import { payments } from "./operations/payments.ts";
import { refund } from "./operations/refund.ts";

const nothing = Object.fromEntries((Object.keys(FACTS) as Fact[]).map((fact) => [fact, 0])) as Facts;

test("each refund adds to what its payment has left behind", () => {
  const done = [
    { operation: payments, times: 10 },
    { operation: refund, times: 4 },
  ];
  expect(factsAfter({ ...nothing, events: 7 }, done)).toEqual({
    ...nothing,
    payment_intents: 10,
    succeeded_intents: 10,
    payment_attempts: 10,
    approved_attempts: 10,
    refunds: 4,
    events: 7 + 10 + 3 * 4,
    ledger_entries: 14,
    stored_answers: 14,
  });
});
