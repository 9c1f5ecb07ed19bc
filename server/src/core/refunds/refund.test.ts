import { expect, test } from "vitest";
import { mayBecome, REFUND_STATUSES, REFUND_TRANSITIONS, type RefundStatus } from "./refund.ts";

function reachableFrom(start: RefundStatus): Set<RefundStatus> {
  const reached = new Set<RefundStatus>([start]);
  for (const status of reached) for (const next of REFUND_TRANSITIONS[status]) reached.add(next);
  return reached;
}

test("every status can be reached from a new refund", () => {
  expect([...reachableFrom("pending")].sort()).toEqual([...REFUND_STATUSES].sort());
});

test("a refund that failed or was canceled stays so", () => {
  for (const status of REFUND_STATUSES) {
    expect(mayBecome("failed", status)).toBe(false);
    expect(mayBecome("canceled", status)).toBe(false);
  }
});

test("money that has arrived cannot be called back, but the bank can send it back", () => {
  expect(mayBecome("succeeded", "canceled")).toBe(false);
  expect(mayBecome("succeeded", "failed")).toBe(true);
});

test("every other refund can still come to an end", () => {
  for (const status of ["pending", "requires_action"] as const) {
    for (const end of ["succeeded", "failed", "canceled"] as const) expect(mayBecome(status, end)).toBe(true);
  }
});
