import { expect, test } from "vitest";
import { intentWith } from "../../../../test/support/intents.ts";
import { applyOutcome } from "./apply-outcome.ts";
import type { Modification } from "./modification.ts";

const NOW = new Date("2026-06-12T12:00:00Z");

const intent = intentWith({
  version: 3,
  status: "requires_capture",
  tax_amount: 80,
  capture_method: "manual",
});

const capture: Modification = {
  id: "01890000-0000-7000-8000-000000000004",
  payment_intent_id: intent.id,
  payment_attempt_id: intent.payment_attempt_id ?? "",
  connector: "simulator",
  type: "capture",
  status: "pending",
  amount: 1079,
  currency: "USD",
  cancellation_reason: null,
  connector_reference: null,
  resolve_at: new Date(0),
  created_at: new Date(0),
};

const CAPTURED = { kind: "captured", reference: "sim_1" } as const;
const VOIDED = { kind: "voided", reference: "sim_1" } as const;
const REFUSED = { kind: "refused", reference: null } as const;

test("what is captured in full is booked with its tax", () => {
  const change = applyOutcome({ intent, modification: capture }, CAPTURED, NOW);
  expect(change?.modification).toMatchObject({ status: "succeeded", connector_reference: "sim_1" });
  expect(change?.payment).toMatchObject({
    intent: { status: "succeeded", amount: 1079, amount_received: 1079, tax_amount: 80, version: 4 },
    attempt_status: "approved",
    event_type: "payment.succeeded",
    entry: { id: intent.payment_attempt_id, kind: "payment" },
  });
});

test.each([
  [540, 40],
  [539, 40],
  [1, 0],
  [1078, 80],
])("a capture of %i of 1079 has %i of the 80 that are tax in it, and the books balance", (amount, tax) => {
  const change = applyOutcome({ intent, modification: { ...capture, amount } }, CAPTURED, NOW);
  expect(change?.payment?.intent).toMatchObject({ amount: 1079, amount_received: amount, tax_amount: tax });
  expect(change?.payment?.entry?.postings).toEqual(
    [
      { account: "acquirer_receivable", amount },
      { account: "merchant_payable", amount: tax - amount },
      { account: "tax_payable", amount: 0 - tax },
    ].filter((posting) => posting.amount !== 0),
  );
});

test("what is voided is canceled for the reason that was given, and nothing is booked", () => {
  const modification = { ...capture, type: "void", cancellation_reason: "fraudulent" } as const;
  const change = applyOutcome({ intent, modification }, VOIDED, NOW);
  expect(change?.modification.status).toBe("succeeded");
  expect(change?.payment).toMatchObject({
    intent: { status: "canceled", cancellation_reason: "fraudulent", canceled_at: NOW, amount_received: 0 },
    attempt_status: "voided",
    event_type: "payment.canceled",
    entry: null,
  });
});

test("a capture that finds its authorisation gone has failed, and the payment is canceled", () => {
  const change = applyOutcome({ intent, modification: capture }, VOIDED, NOW);
  expect(change?.modification.status).toBe("failed");
  expect(change?.payment?.intent).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
});

test("what the processor refused, or never heard of, leaves the payment to be captured again", () => {
  const change = applyOutcome({ intent, modification: capture }, REFUSED, NOW);
  expect(change?.modification.status).toBe("failed");
  expect(change?.payment).toBeUndefined();
});

test.each(["succeeded", "failed"] as const)("nothing changes a modification that has %s", (status) => {
  for (const outcome of [CAPTURED, VOIDED, REFUSED]) {
    expect(applyOutcome({ intent, modification: { ...capture, status } }, outcome, NOW)).toBeUndefined();
  }
});
