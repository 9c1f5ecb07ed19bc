import { expect, test } from "vitest";
import { DISPUTE_STATUSES, type DisputeStatus } from "../../connectors/dispute-desk.ts";
import { DISPUTE_TRANSITIONS, isClosed, isWithdrawn, mayBecome } from "./dispute.ts";

function reachableFrom(start: DisputeStatus): Set<DisputeStatus> {
  const reached = new Set<DisputeStatus>([start]);
  for (const status of reached) for (const next of DISPUTE_TRANSITIONS[status]) reached.add(next);
  return reached;
}

test("an inquiry can come to every status, and a dispute never becomes an inquiry again", () => {
  expect([...reachableFrom("warning_needs_response")].sort()).toEqual([...DISPUTE_STATUSES].sort());
  expect([...reachableFrom("needs_response")].sort()).toEqual([
    "lost",
    "needs_response",
    "under_review",
    "won",
  ]);
});

test("every dispute can still come to an end, and money that was given back stays", () => {
  for (const status of DISPUTE_STATUSES) expect([...reachableFrom(status)].some(isClosed)).toBe(true);
  for (const status of DISPUTE_STATUSES) expect(mayBecome("won", status)).toBe(false);
});

test("money is taken back at most once, and given back at most once", () => {
  const moves = (from: DisputeStatus): number =>
    Math.max(
      0,
      ...DISPUTE_TRANSITIONS[from].map((to) => Number(isWithdrawn(from) !== isWithdrawn(to)) + moves(to)),
    );
  expect(moves("warning_needs_response")).toBe(2);
  expect(moves("needs_response")).toBe(1);
});
