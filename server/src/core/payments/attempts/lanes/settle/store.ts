import { type LaneColumn, laneStatement } from "../../../../../db/lane-statement.ts";
import type { Database } from "../../../../../db/types.ts";
import type { Scope } from "../../../../../kit/scope.ts";
import type { LedgerEntry, Posting } from "../../../../../ledger/entry.ts";
import type { Event } from "../../../../events/event.ts";
import { digestKey } from "../../../../idempotency/digest-key.ts";
import type { IdempotencyKey, RenderedAnswer } from "../../../../idempotency/exchange.ts";
import type { PaymentIntent } from "../../../payment-intent.ts";
import type { PaymentAttempt } from "../../payment-attempt.ts";
import {
  type IntentName,
  type IntentWrite,
  intentColumns,
  jsonOf,
  SAME_INTENT,
  SCOPE_COLUMNS,
  setFromInput,
} from "../intent-columns.ts";

// The outcome, the books, the event and the answer in one write.

export interface SettlementWrite {
  readonly intent: PaymentIntent;
  readonly attempt: PaymentAttempt;
  readonly entry: LedgerEntry | null;
  readonly event: Event;
  readonly idempotency: IdempotencyKey | null;
  readonly answer: RenderedAnswer | undefined;
  /** False when the answer's words can be told again from the event. */
  readonly keeps_words: boolean;
  readonly settled_at: Date;
}

/** What an outcome may change of an intent. */
const SETTLED_NAMES = [
  "version",
  "status",
  "amount_received",
  "payment_method_id",
  "last_payment_error",
  "next_action",
] as const satisfies readonly IntentName[];

/** An array as PostgreSQL writes it, of what needs no quotes. */
function arrayOf(entry: LedgerEntry | null, read: (posting: Posting) => string | number): string | null {
  if (entry === null) return null;
  let text = "";
  for (const posting of entry.postings) text += `${text === "" ? "" : ","}${read(posting)}`;
  return `{${text}}`;
}

const SETTLE_COLUMNS: Record<string, LaneColumn<SettlementWrite & IntentWrite>> = {
  ...SCOPE_COLUMNS,
  ...intentColumns(["id", "currency", ...SETTLED_NAMES]),
  attempt_id: ["uuid", ({ attempt }) => attempt.id],
  attempt_status: ["text", ({ attempt }) => attempt.status],
  attempt_reference: ["text", ({ attempt }) => attempt.connector_reference],
  attempt_resolve_at: ["timestamptz", ({ attempt }) => attempt.resolve_at],
  attempt_error_code: ["text", ({ attempt }) => attempt.error_code],
  attempt_decline_code: ["text", ({ attempt }) => attempt.decline_code],
  attempt_capture_before: ["timestamptz", ({ attempt }) => attempt.capture_before],
  attempt_checks: ["json", ({ attempt }) => jsonOf(attempt.checks)],
  settled_at: ["timestamptz", ({ settled_at }) => settled_at],
  entry_kind: ["text", ({ entry }) => entry?.kind],
  entry_accounts: ["text", ({ entry }) => arrayOf(entry, ({ account }) => account)],
  entry_amounts: ["text", ({ entry }) => arrayOf(entry, ({ amount }) => amount)],
  event_id: ["uuid", ({ event }) => event.id],
  event_type: ["text", ({ event }) => event.type],
  event_snapshot: ["json", ({ event }) => event.snapshot],
  key_digest: [
    "uuid",
    // Looked for only when its answer is kept in words.
    ({ scope, idempotency, keeps_words }) =>
      keeps_words && idempotency ? digestKey(scope, idempotency) : null,
  ],
  response_status: ["int8", ({ answer }) => answer?.status],
  response_body: ["text", ({ answer, keeps_words }) => (keeps_words ? answer?.body : null)],
  response_event_id: ["uuid", ({ event, keeps_words }) => (keeps_words ? null : event.id)],
};

const settleStatement = laneStatement<SettlementWrite & IntentWrite, object>({
  name: "settle_attempt",
  columns: SETTLE_COLUMNS,
  key: ({ intent }) => intent.id,
  sql: (input, inputOf) => `
WITH moved AS (
  UPDATE payment_intents AS intent SET ${setFromInput(SETTLED_NAMES)}
    FROM ${input} WHERE ${SAME_INTENT} AND intent.version = input.version - 1
  RETURNING input.ordinal),
attempt AS (
  UPDATE payment_attempts AS attempt
     SET status = attempt_status, connector_reference = attempt_reference, resolve_at = attempt_resolve_at,
         error_code = attempt_error_code, decline_code = attempt_decline_code, capture_before = attempt_capture_before, checks = attempt_checks,
         settled_at = input.settled_at, answer_event_id = coalesce(response_event_id, attempt.answer_event_id)
    FROM ${inputOf("moved")}
   WHERE attempt.merchant_id = input.merchant_id AND attempt.livemode = input.livemode AND attempt.id = attempt_id),
entry AS (
  INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
  SELECT merchant_id, livemode, attempt_id, entry_kind, id, currency, entry_accounts::text[], entry_amounts::bigint[], settled_at
    FROM ${inputOf("moved")} WHERE entry_kind IS NOT NULL),
event AS (
  INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
  SELECT merchant_id, livemode, event_id, event_type, 'payment_intent', id, version, event_snapshot, settled_at FROM ${inputOf("moved")}),
outbox AS (
  INSERT INTO event_outbox (merchant_id, livemode, id, event_ids, created_at)
  SELECT merchant_id, livemode, (array_agg(event_id))[1], array_agg(event_id), max(settled_at)
    FROM ${inputOf("moved")} GROUP BY merchant_id, livemode),
answer AS (
  UPDATE idempotency_keys AS stored SET response_status = input.response_status, response_body = input.response_body
    FROM ${inputOf("moved")}
   WHERE stored.merchant_id = input.merchant_id AND stored.livemode = input.livemode
     AND stored.key_digest = input.key_digest AND input.response_body IS NOT NULL)
SELECT ordinal FROM moved`,
});

/** Writes an attempt's outcome with all that follows from it. False when the intent has moved on. */
export async function settleAttempt(db: Database, scope: Scope, write: SettlementWrite): Promise<boolean> {
  const { intent, attempt, entry, event, idempotency, answer, keeps_words, settled_at } = write;
  const row = { scope, intent, attempt, entry, event, idempotency, answer, keeps_words, settled_at };
  return (await db.lanes.run(settleStatement, row)) !== undefined;
}
