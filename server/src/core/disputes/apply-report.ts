import type { DisputeReport, DisputeStatus } from "../../connectors/dispute-desk.ts";
import { disputeEntry, disputeReversalEntry } from "../../ledger/dispute-entry.ts";
import type { LedgerEntry } from "../../ledger/entry.ts";
import type { EventType } from "../events/event.ts";
import { awaitsResponse, type Dispute, isClosed, isInquiry, isWithdrawn, mayBecome } from "./dispute.ts";

/** One change of a dispute, and what follows from it. */
export interface DisputeStep {
  readonly dispute: Dispute;
  readonly entry: LedgerEntry | null;
  readonly event_types: readonly EventType[];
}

/** What the moment brings along. */
export interface Moment {
  /** An id for an entry that may be needed. */
  readonly reinstatement_id: string;
  /** The tax in an amount that is taken back now. */
  taxOf(amount: number): number;
}

/** Pure: how a dispute begins that is reported for the first time, and how it has gone on since. */
export function openingSteps(draft: Dispute, report: DisputeReport, moment: Moment): DisputeStep[] {
  const status = isInquiry(report.status) ? "warning_needs_response" : "needs_response";
  const { dispute, entry } = moveTo(draft, status, report, moment);
  const event_types: EventType[] = ["dispute.created"];
  if (entry !== null) event_types.push("dispute.funds_withdrawn");
  const opened = { ...dispute, version: event_types.length };
  return [{ dispute: opened, entry, event_types }, ...applyReport(opened, report, moment)];
}

/** Pure: what a report makes of a dispute, step by step. Nothing when it is no news, or comes after the end. */
export function applyReport(dispute: Dispute, report: DisputeReport, moment: Moment): DisputeStep[] {
  const steps: DisputeStep[] = [];
  let current = dispute;
  for (const status of wayTo(dispute, report)) {
    const step = moveTo(current, status, report, moment);
    steps.push(step);
    current = step.dispute;
  }
  return steps;
}

/** A report tells how things stand, and can leave out that an inquiry has become a dispute in between. */
function wayTo({ status: from, evidence_due_by }: Dispute, report: DisputeReport): DisputeStatus[] {
  const { status: to } = report;
  if (from === to) {
    const is_put_off = evidence_due_by.getTime() !== report.evidence_due_by.getTime();
    return awaitsResponse(to) && is_put_off ? [to] : [];
  }
  if (mayBecome(from, to)) return [to];
  const may_escalate = mayBecome(from, "needs_response") && mayBecome("needs_response", to);
  return may_escalate ? ["needs_response", to] : [];
}

function moveTo(from: Dispute, status: DisputeStatus, report: DisputeReport, moment: Moment): DisputeStep {
  const is_news = isClosed(status) ? "dispute.closed" : "dispute.updated";
  const moved = { ...from, status, evidence_due_by: report.evidence_due_by };
  // A draft has the status that it begins with; its money has not moved.
  const was_withdrawn = from.version > 0 && isWithdrawn(from.status);
  if (!was_withdrawn && isWithdrawn(status)) {
    const { amount } = report;
    const dispute = withEvents({ ...moved, amount, tax_amount: moment.taxOf(amount) }, 2);
    const entry = disputeEntry(bookedAs(dispute.id, dispute));
    return { dispute, entry, event_types: [is_news, "dispute.funds_withdrawn"] };
  }
  if (was_withdrawn && !isWithdrawn(status)) {
    const { reinstatement_id } = moment;
    const dispute = withEvents({ ...moved, reinstatement_id }, 2);
    const entry = disputeReversalEntry(bookedAs(reinstatement_id, dispute));
    return { dispute, entry, event_types: [is_news, "dispute.funds_reinstated"] };
  }
  return { dispute: withEvents(moved, 1), entry: null, event_types: [is_news] };
}

function withEvents(dispute: Dispute, count: number): Dispute {
  return { ...dispute, version: dispute.version + count };
}

function bookedAs(id: string, { payment_intent_id, currency, amount, tax_amount }: Dispute) {
  return { id, payment_intent_id, currency, amount, tax_amount };
}
