import { expect, test } from "vitest";
import { paymentEntry } from "./payment-entry.ts";
import { refundEntry, refundReversalEntry } from "./refund-entry.ts";

const ID = "01890000-0000-7000-8000-000000000001";
const money = { payment_intent_id: ID, currency: "USD", amount: 1079, tax_amount: 80 };

test("a refund in full books the payment the other way round", () => {
  const paid = paymentEntry({ ...money, payment_attempt_id: ID });
  const refunded = refundEntry({ ...money, id: ID });
  expect(refunded).toMatchObject({ id: ID, kind: "refund", payment_intent_id: ID, currency: "USD" });
  expect(refunded.postings).toEqual(
    paid.postings.map(({ account, amount }) => ({ account, amount: -amount })),
  );
});

test("a refund without tax touches no tax", () => {
  expect(refundEntry({ ...money, id: ID, tax_amount: 0 }).postings).toEqual([
    { account: "acquirer_receivable", amount: -1079 },
    { account: "merchant_payable", amount: 1079 },
  ]);
});

test("a refund whose money came back is booked as if it had never been", () => {
  const refunded = refundEntry({ ...money, id: ID });
  const reversed = refundReversalEntry({ ...money, id: ID });
  expect(reversed.kind).toBe("refund_reversal");
  for (const [index, { account, amount }] of refunded.postings.entries()) {
    expect(reversed.postings[index]).toEqual({ account, amount: -amount });
  }
});
