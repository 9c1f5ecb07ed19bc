import { expect, test } from "vitest";
import { applyOutcome } from "./apply-outcome.ts";
import type { Refund } from "./refund.ts";

const REFUND_ID = "01890000-0000-7000-8000-000000000001";
const INTENT_ID = "01890000-0000-7000-8000-000000000002";
const ATTEMPT_ID = "01890000-0000-7000-8000-000000000003";
const REVERSAL_ID = "01890000-0000-7000-8000-000000000004";

const HOUR_MS = 3_600_000;
const moment = { now: new Date(HOUR_MS), reversal_id: REVERSAL_ID };

const pending: Refund = {
  id: REFUND_ID,
  version: 1,
  payment_intent_id: INTENT_ID,
  payment_attempt_id: ATTEMPT_ID,
  connector: "simulator",
  status: "pending",
  amount: 1079,
  tax_amount: 80,
  currency: "USD",
  reason: null,
  failure_reason: null,
  metadata: {},
  connector_reference: null,
  reversal_id: null,
  resolve_at: new Date(0),
  created_at: new Date(0),
};
const succeeded: Refund = { ...pending, status: "succeeded", connector_reference: "sim_1", resolve_at: null };

const SUCCESS = { kind: "succeeded", reference: "sim_1", may_fail_until: null } as const;
const FAILURE = { kind: "failed", reference: "sim_1", reason: "expired_or_canceled_card" } as const;

test("a refund that succeeds is booked, told, and never looked up again", () => {
  const change = applyOutcome(pending, SUCCESS, moment);
  expect(change?.refund).toEqual({ ...succeeded, version: 2 });
  expect(change).toMatchObject({ event_type: "refund.succeeded", amount_released: 0 });
  expect(change?.entry).toMatchObject({ id: REFUND_ID, kind: "refund" });
});

test("a refund that fails gives its amount back to the payment, and books nothing", () => {
  const change = applyOutcome(pending, FAILURE, moment);
  expect(change?.refund).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
  expect(change).toMatchObject({ event_type: "refund.failed", amount_released: 1079, entry: null });
});

test("a refund that the bank sends back is unbooked under an id of its own", () => {
  const change = applyOutcome(succeeded, FAILURE, moment);
  expect(change?.refund).toMatchObject({ status: "failed", reversal_id: REVERSAL_ID, resolve_at: null });
  expect(change).toMatchObject({ event_type: "refund.failed", amount_released: 1079 });
  expect(change?.entry).toMatchObject({ id: REVERSAL_ID, kind: "refund_reversal" });
});

test("a refund that is called off gives its amount back", () => {
  const change = applyOutcome(pending, { kind: "canceled", reference: "sim_1" }, moment);
  expect(change).toMatchObject({ event_type: "refund.canceled", amount_released: 1079, entry: null });
  expect(change?.refund).toMatchObject({ status: "canceled", resolve_at: null });
});

test("a refund that takes its time is looked at after as long again, but at least four times a day", () => {
  const waiting = { kind: "pending", reference: "sim_1" } as const;
  const lookedAtAfter = (age_ms: number) => {
    const change = applyOutcome(pending, waiting, { ...moment, now: new Date(age_ms) });
    expect(change).toMatchObject({ event_type: null, entry: null, amount_released: 0 });
    return (change?.refund.resolve_at?.getTime() ?? 0) - age_ms;
  };
  expect(lookedAtAfter(0)).toBe(10_000);
  expect(lookedAtAfter(HOUR_MS)).toBe(HOUR_MS);
  expect(lookedAtAfter(100 * HOUR_MS)).toBe(6 * HOUR_MS);
});

test("a success that may still come back is looked at again then, and told only once", () => {
  const may_fail_until = new Date(2 * HOUR_MS);
  const first = applyOutcome(pending, { ...SUCCESS, may_fail_until }, moment);
  expect(first?.refund).toMatchObject({ status: "succeeded", resolve_at: may_fail_until });
  const again = applyOutcome(first?.refund ?? pending, SUCCESS, moment);
  expect(again).toMatchObject({
    refund: { status: "succeeded", resolve_at: null },
    event_type: null,
    entry: null,
  });
});

test("what comes after the end is no news", () => {
  expect(applyOutcome(succeeded, SUCCESS, moment)).toBeUndefined();
  expect(applyOutcome(succeeded, { kind: "pending", reference: "sim_1" }, moment)).toBeUndefined();
  const failed: Refund = { ...pending, status: "failed", resolve_at: null };
  for (const outcome of [SUCCESS, FAILURE]) expect(applyOutcome(failed, outcome, moment)).toBeUndefined();
});
