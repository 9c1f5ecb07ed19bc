import { expect, test } from "vitest";
import { mayBecome, PAYMENT_STATUSES, PAYMENT_TRANSITIONS, type PaymentStatus } from "./payment-intent.ts";

test("every status can be reached from a new payment", () => {
  const reached = new Set<PaymentStatus>(["requires_payment_method"]);
  for (const status of reached) for (const next of PAYMENT_TRANSITIONS[status]) reached.add(next);
  expect([...reached].sort()).toEqual([...PAYMENT_STATUSES].sort());
});

test("nothing happens to a payment that has succeeded or was canceled", () => {
  for (const status of PAYMENT_STATUSES) {
    expect(mayBecome("succeeded", status)).toBe(false);
    expect(mayBecome("canceled", status)).toBe(false);
  }
});

test("every other payment can still come to an end", () => {
  for (const status of PAYMENT_STATUSES.filter((name) => name !== "succeeded" && name !== "canceled")) {
    const reached = new Set<PaymentStatus>([status]);
    for (const from of reached) for (const next of PAYMENT_TRANSITIONS[from]) reached.add(next);
    expect(reached).toContain("succeeded");
  }
});

test("a payment cannot be canceled while the processor is being asked", () => {
  expect(mayBecome("processing", "canceled")).toBe(false);
});
