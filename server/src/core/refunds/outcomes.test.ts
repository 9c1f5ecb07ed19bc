import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import type { RefundOutcome } from "../../connectors/connector.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import { applyOutcome } from "./apply-outcome.ts";
import { mayBecome, type Refund } from "./refund.ts";

const NOW = new Date(0);
const reference = "sim_1";
const moment = { now: NOW, reversal_id: "01890000-0000-7000-8000-000000000004" };

const opened: Refund = {
  id: "01890000-0000-7000-8000-000000000001",
  version: 1,
  payment_intent_id: "01890000-0000-7000-8000-000000000002",
  payment_attempt_id: "01890000-0000-7000-8000-000000000003",
  connector: "simulator",
  status: "pending",
  amount: 1,
  tax_amount: 0,
  currency: "USD",
  reason: null,
  failure_reason: null,
  metadata: {},
  connector_reference: null,
  reversal_id: null,
  resolve_at: NOW,
  created_at: NOW,
};

const outcome = fc.constantFrom<Exclude<RefundOutcome, { kind: "unknown" }>>(
  { kind: "succeeded", reference, may_fail_until: null },
  { kind: "succeeded", reference, may_fail_until: new Date(1_000) },
  { kind: "pending", reference },
  { kind: "failed", reference, reason: "declined" },
  { kind: "canceled", reference },
);

const money = fc
  .integer({ min: 1, max: 99_999_999 })
  .chain((amount) => fc.record({ amount: fc.constant(amount), tax_amount: fc.nat({ max: amount }) }));

function receivable(entry: LedgerEntry | null): number {
  const postings = entry?.postings ?? [];
  expect(postings.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  return postings.find(({ account }) => account === "acquirer_receivable")?.amount ?? 0;
}

test("whatever a processor says of a refund, and in whatever order, the books and what is left to refund agree", () => {
  fc.assert(
    fc.property(money, fc.array(outcome, { maxLength: 6 }), ({ amount, tax_amount }, outcomes) => {
      let refund: Refund = { ...opened, amount, tax_amount };
      let booked = 0;
      let released = 0;
      for (const said of outcomes) {
        const change = applyOutcome(refund, said, moment);
        if (change === undefined) continue;
        if (change.refund.status !== refund.status) {
          expect(mayBecome(refund.status, change.refund.status)).toBe(true);
        }
        expect(change.refund.version).toBe(refund.version + 1);
        booked += receivable(change.entry);
        released += change.amount_released;
        refund = change.refund;
      }
      // `0 -` and not `-`: in tests, minus zero is not zero.
      expect(booked).toBe(refund.status === "succeeded" ? 0 - amount : 0);
      const is_over = refund.status === "failed" || refund.status === "canceled";
      expect(released).toBe(is_over ? amount : 0);
    }),
  );
});
