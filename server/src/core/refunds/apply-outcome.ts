import type { RefundOutcome } from "../../connectors/connector.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import { type BookedRefund, refundEntry, refundReversalEntry } from "../../ledger/refund-entry.ts";
import type { EventType } from "../events/event.ts";
import { mayBecome, type Refund } from "./refund.ts";

type KnownOutcome = Exclude<RefundOutcome, { kind: "unknown" }>;

/** What an outcome makes of a refund, and what follows from it. */
export interface RefundChange {
  readonly refund: Refund;
  /** What the payment gets back of its `amount_refunded`. */
  readonly amount_released: number;
  readonly entry: LedgerEntry | null;
  readonly event_type: EventType | null;
}

/** What the moment brings along: the time, and an id for an entry that may be needed. */
export interface Moment {
  readonly now: Date;
  readonly reversal_id: string;
}

/** Pure. Undefined when the outcome is no news, or comes after the refund's end. */
export function applyOutcome(
  refund: Refund,
  outcome: KnownOutcome,
  { now, reversal_id }: Moment,
): RefundChange | undefined {
  const is_over = refund.resolve_at === null;
  if (refund.status === outcome.kind ? is_over : !mayBecome(refund.status, outcome.kind)) return undefined;
  const connector_reference = outcome.reference ?? refund.connector_reference;
  const next = { ...refund, version: refund.version + 1, status: outcome.kind, connector_reference };
  switch (outcome.kind) {
    case "pending":
      return silent({ ...next, resolve_at: nextLook(refund, now) });
    case "succeeded": {
      const succeeded = { ...next, resolve_at: outcome.may_fail_until };
      if (refund.status === "succeeded") return silent(succeeded);
      const entry = refundEntry(bookedAs(refund.id, refund));
      return { refund: succeeded, amount_released: 0, entry, event_type: "refund.succeeded" };
    }
    case "canceled":
      return ended({ ...next, resolve_at: null }, "refund.canceled", null);
    case "failed": {
      const failed = { ...next, failure_reason: outcome.reason, resolve_at: null };
      if (refund.status !== "succeeded") return ended(failed, "refund.failed", null);
      const entry = refundReversalEntry(bookedAs(reversal_id, refund));
      return ended({ ...failed, reversal_id }, "refund.failed", entry);
    }
  }
}

function silent(refund: Refund): RefundChange {
  return { refund, amount_released: 0, entry: null, event_type: null };
}

function ended(refund: Refund, event_type: EventType, entry: LedgerEntry | null): RefundChange {
  return { refund, event_type, entry, amount_released: refund.amount };
}

function bookedAs(id: string, { payment_intent_id, currency, amount, tax_amount }: Refund): BookedRefund {
  return { id, payment_intent_id, currency, amount, tax_amount };
}

const SHORTEST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1000;

/** A refund that takes seconds is looked at soon again, and one that takes days a few times a day. */
function nextLook({ created_at }: Refund, now: Date): Date {
  const age_ms = now.getTime() - created_at.getTime();
  return addMilliseconds(now, Math.min(Math.max(age_ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS));
}
