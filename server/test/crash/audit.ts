import { join } from "node:path";
import { type JournalRecord, openJournal } from "../../src/connectors/simulator/journal.ts";
import { openDatabase } from "../../src/db/database.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded/start.ts";
import type { Database } from "../../src/db/types.ts";
import { parseId } from "../../src/kit/ids.ts";
import { silentLog } from "../../src/kit/log.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { composeCore } from "../../src/main/compose.ts";
import { readConfig } from "../../src/main/config.ts";
import { prove } from "../support/proof.ts";
import { auditRefunds, type RefundRow, readRefunds } from "./audit-refunds.ts";
import type { Acknowledged, AcknowledgedRefund } from "./shopper.ts";

/** What the merchant was told in the end. */
export interface Told {
  readonly payments: Acknowledged[];
  readonly refunds: AcknowledgedRefund[];
}

interface AttemptRow {
  id: string;
  status: string;
  amount: number;
  payment_intent_id: string;
  intent_status: string;
  amount_received: number;
  order: string;
}

const FINAL = ["succeeded", "requires_payment_method", "canceled"];

/** What the acquirer says last of an attempt that stands so here. An authorisation that was not captured is no money. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  approved: ["approved", "captured"],
  authorized: ["authorized"],
  voided: ["voided"],
};
const TAKEN = KINDS.approved ?? [];

/**
 * Compares three independent memories: what the merchant was told, what the acquirer did, and what the books say.
 * Answers every disagreement in words; none means that no payment was lost and none was taken twice.
 */
export async function audit(data_dir: string, told: Told): Promise<string[]> {
  const postgres = await startEmbeddedPostgres({ data_dir });
  const db = openDatabase({ target: postgres.connection, log: silentLog });
  try {
    const attempts = await readAttempts(db);
    const refunds = await readRefunds(db);
    const records = await readJournal(data_dir);
    return [
      ...checkTold(attempts, told.payments),
      ...checkOnce(attempts),
      ...checkAcquirer(records, attempts),
      ...(await checkModifications(db)),
      ...auditRefunds({ refunds, records, told: told.refunds }),
      ...(await checkLedger(db, attempts, refunds)),
      ...(await checkProof(db, data_dir)),
    ];
  } finally {
    await db.close();
    await postgres.stop();
  }
}

function readAttempts(db: Database): Promise<AttemptRow[]> {
  return db.query<AttemptRow>(
    `SELECT attempt.id, attempt.status, attempt.amount, attempt.payment_intent_id, intent.status AS intent_status,
            intent.amount_received, intent.metadata->>'order' AS order
       FROM payment_attempts AS attempt JOIN payment_intents AS intent
         ON intent.merchant_id = attempt.merchant_id AND intent.livemode = attempt.livemode AND intent.id = attempt.payment_intent_id`,
  );
}

/** What was acknowledged must still be so. */
function checkTold(attempts: AttemptRow[], told: readonly Acknowledged[]): string[] {
  const by_intent = new Map(attempts.map((attempt) => [attempt.payment_intent_id, attempt]));
  return told.flatMap(({ order, intent_id, status, amount, amount_received }) => {
    const attempt = by_intent.get(parseId("payment_intent", intent_id) ?? "");
    if (attempt === undefined) return [`${order}: acknowledged as ${status}, but the payment is missing`];
    if (FINAL.includes(status) && attempt.intent_status !== status) {
      return [`${order}: acknowledged as ${status}, but now ${attempt.intent_status}`];
    }
    if (FINAL.includes(status) && attempt.amount_received !== amount_received) {
      return [`${order}: received ${attempt.amount_received} instead of ${amount_received}`];
    }
    return attempt.amount === amount ? [] : [`${order}: amount ${attempt.amount} instead of ${amount}`];
  });
}

/** One order is one payment, and nothing may be left hanging. */
function checkOnce(attempts: AttemptRow[]): string[] {
  const orders = new Map<string, number>();
  for (const attempt of attempts.filter(({ status }) => status === "approved")) {
    orders.set(attempt.order, (orders.get(attempt.order) ?? 0) + 1);
  }
  const repeated = [...orders]
    .filter(([, count]) => count > 1)
    .map(([order, count]) => `${order}: paid ${count} times`);
  const pending = attempts
    .filter(({ status }) => status === "pending")
    .map(({ order }) => `${order}: still pending`);
  return [...repeated, ...pending];
}

/** The proof that an operator would ask for, of what the killed servers have sealed and what they have not. */
async function checkProof(db: Database, data_dir: string): Promise<string[]> {
  const { core } = composeCore(readConfig({}, { dataDir: data_dir }), db, silentLog);
  const { findings } = await prove(core);
  return findings.map(({ problems, entry_id, explanation }) => `${problems} ${entry_id}: ${explanation}`);
}

async function readJournal(data_dir: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of openJournal(join(data_dir, "acquirer"), "unused").records())
    records.push(record);
  return records;
}

function checkAcquirer(records: readonly JournalRecord[], attempts: AttemptRow[]): string[] {
  const last = new Map<string, { kind: string; amount: number }>();
  const approvals = new Map<string, number>();
  for (const record of records) {
    last.set(record.reference, { kind: record.kind, amount: record.amount ?? 0 });
    if (TAKEN.includes(record.kind))
      approvals.set(record.reference, (approvals.get(record.reference) ?? 0) + 1);
  }
  const problems = [...approvals]
    .filter(([, count]) => count > 1)
    .map(([reference, count]) => `attempt ${reference}: taken ${count} times by the acquirer`);
  const by_id = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  for (const [reference, { kind, amount }] of last) {
    const attempt = by_id.get(reference);
    if (TAKEN.includes(kind) && (attempt?.status !== "approved" || attempt.amount_received !== amount)) {
      problems.push(
        `attempt ${reference}: the acquirer took ${amount}, but it is ${attempt?.status ?? "unknown"} with ${attempt?.amount_received} here`,
      );
    }
  }
  for (const { id, status, order } of attempts) {
    const kind = last.get(id)?.kind ?? "unknown";
    if (KINDS[status]?.includes(kind) === false) {
      problems.push(`${order}: ${status} here, but ${kind} at the acquirer`);
    }
  }
  return problems;
}

/** No capture or void may be left hanging. */
async function checkModifications(db: Database): Promise<string[]> {
  const pending = await db.query<{ id: string; type: string }>(
    "SELECT id, type FROM payment_modifications WHERE status = 'pending'",
  );
  return pending.map(({ id, type }) => `${type} ${id}: still pending`);
}

async function checkLedger(
  db: Database,
  attempts: AttemptRow[],
  refunds: readonly RefundRow[],
): Promise<string[]> {
  const books = await checkBooks(db);
  const approved = attempts.filter(({ status }) => status === "approved");
  const given_back = refunds.filter(({ status }) => status === "succeeded");
  const sum = (rows: readonly { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0);
  const received = sum(approved.map(({ amount_received: amount }) => ({ amount })));
  const total = received - sum(given_back);
  const [posted] = await db.query<{ total: number }>(
    "SELECT coalesce(sum(amounts[array_position(accounts, 'acquirer_receivable')]), 0)::bigint AS total FROM ledger_entries",
  );
  const problems = books.sums
    .filter((books_of) => books_of.sum !== 0)
    .map((books_of) => `${books_of.currency}: books sum to ${books_of.sum}`);
  if (books.unbalanced > 0) problems.push(`${books.unbalanced} ledger entries do not balance`);
  if (books.entries !== approved.length + given_back.length) {
    const known = `${approved.length} payments and ${given_back.length} refunds`;
    problems.push(`${books.entries} entries for ${known}`);
  }
  if (posted?.total !== total) problems.push(`${posted?.total} posted for ${total} taken and not given back`);
  return problems;
}
