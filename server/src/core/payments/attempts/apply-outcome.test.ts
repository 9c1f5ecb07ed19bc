import { expect, test } from "vitest";
import { attemptOf, intentWith } from "../../../../test/support/intents.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { applyOutcome } from "./apply-outcome.ts";

const intent = intentWith({ tax_amount: 80 });
const attempt = attemptOf(intent);

test("an approval succeeds the payment, and the books owe the merchant all but the tax", () => {
  const next = applyOutcome(intent, attempt, { kind: "approved", reference: "sim_1" });
  expect(next.intent).toMatchObject({ status: "succeeded", amount_received: 1079, version: 3 });
  expect(next.attempt).toMatchObject({ status: "approved", connector_reference: "sim_1" });
  expect(next.event_type).toBe("payment.succeeded");
  expect(next.entry?.postings).toEqual([
    { account: "acquirer_receivable", amount: 1079 },
    { account: "merchant_payable", amount: -999 },
    { account: "tax_payable", amount: -80 },
  ]);
});

test("a decline leaves the payment payable with another card, and posts nothing", () => {
  const next = applyOutcome(intent, attempt, {
    kind: "declined",
    reference: "sim_1",
    code: "card_declined",
    decline_code: "lost_card",
  });
  expect(next.intent).toMatchObject({
    status: "requires_payment_method",
    payment_method_id: null,
    last_payment_error: {
      code: "card_declined",
      decline_code: "lost_card",
      payment_method_id: intent.payment_method_id,
    },
  });
  expect(next.attempt.status).toBe("declined");
  expect(next.entry).toBeNull();
});

test("a challenge sends the buyer to their bank", () => {
  const next = applyOutcome(intent, attempt, {
    kind: "needs_action",
    reference: "sim_1",
    challenge_url: "https://bank",
  });
  expect(next.intent).toMatchObject({
    status: "requires_action",
    next_action: { challenge_url: "https://bank" },
  });
  expect(next.attempt.status).toBe("requires_action");
  expect(next.entry).toBeNull();
});

test("an attempt that never arrived failed on the way, and one that was challenged was not authenticated", () => {
  const lost = applyOutcome(intent, attempt, { kind: "closed" });
  expect(lost.intent.last_payment_error?.code).toBe("processing_error");
  const left = applyOutcome(intent, { ...attempt, connector_reference: "sim_1" }, { kind: "closed" });
  expect(left.intent.last_payment_error?.code).toBe("authentication_failed");
  expect(left.attempt.connector_reference).toBe("sim_1");
});

test("an approval that only keeps the money waits to be captured, and posts nothing", () => {
  const capture_before = new Date("2026-06-19T12:00:00Z");
  const manual: PaymentIntent = { ...intent, capture_method: "manual" };
  const next = applyOutcome(manual, attempt, { kind: "approved", reference: "sim_1" }, { capture_before });
  expect(next.intent).toMatchObject({ status: "requires_capture", amount_received: 0, version: 3 });
  expect(next.attempt).toMatchObject({ status: "authorized", connector_reference: "sim_1", capture_before });
  expect(next.event_type).toBe("payment.amount_capturable_updated");
  expect(next.entry).toBeNull();
});

test("what the processor has taken on stays processing, with nothing in the books, until it says more", () => {
  const expected_at = new Date(5_000);
  const next = applyOutcome(intent, attempt, { kind: "processing", reference: "sim_1", expected_at });
  expect(next.intent).toMatchObject({ status: "processing", amount_received: 0, version: 3 });
  expect(next.attempt).toMatchObject({
    status: "processing",
    connector_reference: "sim_1",
    resolve_at: expected_at,
  });
  expect(next).toMatchObject({ event_type: "payment.processing", entry: null });
});
