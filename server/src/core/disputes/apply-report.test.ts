import { expect, test } from "vitest";
import type { DisputeReport, DisputeStatus } from "../../connectors/dispute-desk.ts";
import { applyReport, openingSteps } from "./apply-report.ts";
import type { Dispute } from "./dispute.ts";

const DISPUTE_ID = "01890000-0000-7000-8000-000000000001";
const INTENT_ID = "01890000-0000-7000-8000-000000000002";
const ATTEMPT_ID = "01890000-0000-7000-8000-000000000003";
const REINSTATEMENT_ID = "01890000-0000-7000-8000-000000000004";

const DUE_BY = new Date(7 * 24 * 3_600_000);
const moment = { reinstatement_id: REINSTATEMENT_ID, taxOf: (amount: number) => Math.round(amount / 10) };

const draft: Dispute = {
  id: DISPUTE_ID,
  version: 0,
  payment_intent_id: INTENT_ID,
  payment_attempt_id: ATTEMPT_ID,
  connector: "simulator",
  connector_reference: "sim_1",
  status: "needs_response",
  amount: 1000,
  tax_amount: 0,
  currency: "USD",
  reason: "fraudulent",
  evidence: {},
  evidence_due_by: DUE_BY,
  submission_count: 0,
  past_due: false,
  metadata: {},
  response: null,
  send_at: null,
  reinstatement_id: null,
  created_at: new Date(0),
};

function report(status: DisputeStatus, fields: Partial<DisputeReport> = {}): DisputeReport {
  const common = {
    kind: "dispute",
    reference: "sim_1",
    notice_reference: "",
    amount: 1000,
    reason: "fraudulent",
  } as const;
  return { ...common, status, evidence_due_by: DUE_BY, position: "1", ...fields };
}

function stepsOf(steps: ReturnType<typeof openingSteps>) {
  return steps.map(({ dispute: { status }, entry, event_types }) => [
    status,
    entry?.kind ?? null,
    ...event_types,
  ]);
}

test("a dispute begins by taking the money, an inquiry by taking none", () => {
  expect(stepsOf(openingSteps(draft, report("needs_response"), moment))).toEqual([
    ["needs_response", "dispute", "dispute.created", "dispute.funds_withdrawn"],
  ]);
  const inquiry = { ...draft, status: "warning_needs_response" as const };
  expect(stepsOf(openingSteps(inquiry, report("warning_needs_response"), moment))).toEqual([
    ["warning_needs_response", null, "dispute.created"],
  ]);
});

test("a dispute that has ended before anybody heard of it is told from its beginning", () => {
  const steps = openingSteps(draft, report("won"), moment);
  expect(stepsOf(steps)).toEqual([
    ["needs_response", "dispute", "dispute.created", "dispute.funds_withdrawn"],
    ["won", "dispute_reversal", "dispute.closed", "dispute.funds_reinstated"],
  ]);
  expect(steps.map(({ dispute }) => dispute.version)).toEqual([2, 4]);
  const entries = steps.map(({ entry }) => entry?.id);
  expect(entries).toEqual([DISPUTE_ID, REINSTATEMENT_ID]);
  expect(steps[1]?.dispute).toMatchObject({ reinstatement_id: REINSTATEMENT_ID, tax_amount: 100 });
});

test("an inquiry that was lost meanwhile had become a dispute in between, for what was left", () => {
  const inquiry: Dispute = { ...draft, version: 1, status: "warning_under_review" };
  const steps = applyReport(inquiry, report("lost", { amount: 600 }), moment);
  expect(stepsOf(steps)).toEqual([
    ["needs_response", "dispute", "dispute.updated", "dispute.funds_withdrawn"],
    ["lost", null, "dispute.closed"],
  ]);
  expect(steps[0]?.entry?.postings).toEqual([
    { account: "acquirer_receivable", amount: -600 },
    { account: "merchant_payable", amount: 540 },
    { account: "tax_payable", amount: 60 },
  ]);
});

test("what is known, out of date, or comes after the end is no news", () => {
  const at = (status: DisputeStatus): Dispute => ({ ...draft, version: 2, status });
  expect(applyReport(at("needs_response"), report("needs_response"), moment)).toEqual([]);
  expect(applyReport(at("under_review"), report("needs_response"), moment)).toEqual([]);
  expect(applyReport(at("lost"), report("under_review"), moment)).toEqual([]);
  expect(applyReport(at("won"), report("lost"), moment)).toEqual([]);
  expect(applyReport(at("warning_closed"), report("needs_response"), moment)).toEqual([]);
});

test("a bank that gives the buyer up after all gives the money back", () => {
  const steps = applyReport({ ...draft, version: 3, status: "lost", tax_amount: 80 }, report("won"), moment);
  expect(stepsOf(steps)).toEqual([["won", "dispute_reversal", "dispute.closed", "dispute.funds_reinstated"]]);
  expect(steps[0]?.dispute.tax_amount).toBe(80);
});

test("a bank that waits longer says so", () => {
  const evidence_due_by = new Date(2 * DUE_BY.getTime());
  const steps = applyReport({ ...draft, version: 2 }, report("needs_response", { evidence_due_by }), moment);
  expect(stepsOf(steps)).toEqual([["needs_response", null, "dispute.updated"]]);
  expect(steps[0]?.dispute).toMatchObject({ evidence_due_by, version: 3 });
});
