import type { JournalRecord } from "../../../src/connectors/simulator/journal.ts";
import { parseId } from "../../../src/kit/ids.ts";
import { auditEvents } from "./audit-events.ts";
import { type AttemptRow, type Books, readBooks } from "./books.ts";
import type { Game } from "./play.ts";
import type { View } from "./view.ts";

/** Compares what the APIs, the ledger, the acquirer and the events say of a payment, and answers every disagreement. */
export async function audit({ installation, id, view }: Game): Promise<string[]> {
  const { server } = installation;
  const records = await server.journal();
  const books = await readBooks(server.db, parseId("payment_intent", id) ?? "", server.clock.now());
  return [
    ...auditAttempts(books, view, records),
    ...auditRefunds(books, records),
    ...auditLedger(books, view),
    ...auditOpenEnds(books),
    ...auditEvents(books, view),
    ...(await auditLists(installation.process.merchant, id, view)),
  ];
}

const TAKEN: readonly string[] = ["approved", "captured"];

/** What the acquirer may say last of an attempt that stands so here. */
const LAST_WORDS: Readonly<Record<string, readonly string[]>> = {
  approved: TAKEN,
  authorized: ["authorized"],
  voided: ["voided"],
  // Closed, when the answer to the question whether it was got lost: the next one to ask will be told again.
  requires_action: ["challenge", "closed"],
  declined: ["declined", "closed", "reversed", "voided", "nothing"],
};

function auditAttempts({ attempts }: Books, view: View, records: readonly JournalRecord[]): string[] {
  const approved = attempts.filter(({ status }) => status === "approved");
  const problems = attempts.flatMap((attempt) => auditAttempt(attempt, view, records));
  if (approved.length !== (view.status === "succeeded" ? 1 : 0)) {
    problems.push(`${approved.length} attempts were approved, and the payment is ${view.status}`);
  }
  if (approved.length === 0 && view.amount_received !== 0) {
    problems.push(`${view.amount_received} received without an attempt`);
  }
  // The next attempt begins when the one before has ended without money.
  for (const { id, status } of attempts.slice(0, -1)) {
    if (status !== "declined") problems.push(`attempt ${id} is ${status}, and another one came after it`);
  }
  return problems;
}

function auditAttempt({ id, status }: AttemptRow, view: View, records: readonly JournalRecord[]): string[] {
  const of_attempt = records.filter(({ reference }) => reference === id);
  const taken = of_attempt.filter(({ kind }) => TAKEN.includes(kind));
  const last = of_attempt.at(-1)?.kind ?? "nothing";
  const problems: string[] = [];
  if (LAST_WORDS[status]?.includes(last) === false) {
    problems.push(`attempt ${id} is ${status} here, and ${last} at the acquirer`);
  }
  if (taken.length > 1) problems.push(`attempt ${id} was charged ${taken.length} times`);
  if (status === "approved" && taken[0]?.amount !== view.amount_received) {
    problems.push(`the acquirer took ${taken[0]?.amount}, and ${view.amount_received} were received`);
  }
  return problems;
}

function auditRefunds({ refunds }: Books, records: readonly JournalRecord[]): string[] {
  return refunds.flatMap(({ id, status, amount, reversal_id }) => {
    const given = records.filter(({ reference, kind }) => reference === id && kind === "refunded");
    const went_out = status === "succeeded" || reversal_id !== null;
    if (given.length > 1) return [`refund ${id} was given back ${given.length} times`];
    if (went_out && given[0]?.amount !== amount) return [`refund ${id} of ${amount} was not given back`];
    const came_back = given[0]?.ending?.kind === "fails_later";
    const was_called_off = records.some(
      ({ reference, kind }) => reference === id && kind === "refund_canceled",
    );
    if (given.length === 1 && !went_out && !came_back && !was_called_off) {
      return [`refund ${id} is ${status} here, and was given back`];
    }
    return [];
  });
}

function auditLedger({ attempts, refunds, disputes, entries }: Books, view: View): string[] {
  const expected = new Map<string, number>();
  for (const { id } of attempts.filter(({ status }) => status === "approved")) {
    expected.set(id, view.amount_received);
  }
  for (const { id, status, amount, reversal_id } of refunds) {
    if (status === "succeeded" || reversal_id !== null) expected.set(id, -amount);
    if (reversal_id !== null) expected.set(reversal_id, amount);
  }
  for (const { id, status, amount, reinstatement_id } of disputes) {
    if (!status.startsWith("warning")) expected.set(id, -amount);
    if (reinstatement_id !== null) expected.set(reinstatement_id, amount);
  }
  const posted = new Map(entries.map(({ id, receivable }) => [id, receivable]));
  const problems = entries.filter(({ sum }) => sum !== 0).map(({ id }) => `entry ${id} does not balance`);
  for (const id of new Set([...expected.keys(), ...posted.keys()])) {
    if (expected.get(id) === posted.get(id)) continue;
    problems.push(
      `${posted.get(id) ?? "nothing"} is booked under ${id} instead of ${expected.get(id) ?? "nothing"}`,
    );
  }
  const balance = [...posted.values()].reduce((sum, amount) => sum + amount, 0);
  if (balance < 0) problems.push(`more went back than came in: ${balance}`);
  return problems;
}

/** When time and workers have done what they can, nothing may be left open. */
function auditOpenEnds({ attempts, refunds, modifications, overdue }: Books): string[] {
  return [
    ...attempts.filter(({ status }) => ["pending", "processing"].includes(status)),
    ...refunds.filter(({ status }) => status === "pending"),
    ...modifications.filter(({ status }) => status === "pending"),
    ...overdue,
  ].map(({ id, status }) => `${id} is still ${status}`);
}

/** The newest payments of either door have this one in them, once, as it is. */
async function auditLists(
  { onerway, faststar }: Game["installation"]["process"]["merchant"],
  id: string,
  view: View,
): Promise<string[]> {
  const intents = await onerway.get("/payment_intents?limit=5");
  const payments = await faststar.get("/public/payments?limit=5");
  const listed = [intents.body.data, payments.body.data.items as unknown as typeof intents.body.data];
  return listed.flatMap((items) => {
    const found = items.filter((item) => item.id === id);
    const is_right =
      found.length === 1 && found[0]?.status === view.status && found[0].amount === view.amount;
    return is_right ? [] : [`a list shows ${JSON.stringify(found)}`];
  });
}
