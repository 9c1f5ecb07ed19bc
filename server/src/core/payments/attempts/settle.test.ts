import { expect, test } from "vitest";
import type { PaymentIntent } from "../payment-intent.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { applyOutcome } from "./settle.ts";

const INTENT_ID = "01890000-0000-7000-8000-000000000001";
const ATTEMPT_ID = "01890000-0000-7000-8000-000000000002";
const METHOD_ID = "01890000-0000-7000-8000-000000000003";

const attempt: PaymentAttempt = {
  id: ATTEMPT_ID,
  payment_intent_id: INTENT_ID,
  payment_method_id: METHOD_ID,
  connector: "simulator",
  status: "pending",
  amount: 1079,
  currency: "USD",
  connector_reference: null,
  error_code: null,
  decline_code: null,
  capture_before: null,
  checks: null,
  resolve_at: new Date(0),
  created_at: new Date(0),
};

const intent: PaymentIntent = {
  id: INTENT_ID,
  version: 2,
  status: "processing",
  amount: 1079,
  amount_received: 0,
  amount_refunded: 0,
  tax_amount: 80,
  currency: "USD",
  capture_method: "automatic",
  payment_method_id: METHOD_ID,
  payment_attempt_id: ATTEMPT_ID,
  payment_method_types: ["card"],
  description: null,
  receipt_email: null,
  return_url: null,
  metadata: {},
  last_payment_error: null,
  next_action: null,
  cancellation_reason: null,
  canceled_at: null,
  checkout_session_id: null,
  client_reference_id: null,
  customer_id: null,
  details: null,
  off_session: false,
  created_at: new Date(0),
};

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
    last_payment_error: { code: "card_declined", decline_code: "lost_card", payment_method_id: METHOD_ID },
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
