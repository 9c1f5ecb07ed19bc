import { type LaneColumn, laneStatement } from "../../../../db/lane-statement.ts";
import { isUniqueViolation } from "../../../../db/pg-errors.ts";
import type { Database } from "../../../../db/types.ts";
import type { Scope } from "../../../../kit/scope.ts";
import type { LedgerEntry, Posting } from "../../../../ledger/entry.ts";
import type { Event } from "../../../events/event.ts";
import type { IdempotencyKey, RenderedAnswer } from "../../../idempotency/exchange.ts";
import type { CardMethod, PaymentMethod } from "../../../payment-methods/payment-method.ts";
import type { PaymentIntent } from "../../payment-intent.ts";
import { INTENT_COLUMNS, INTENT_LIST, INTENT_NAMES, MUTABLE_NAMES } from "../../store.ts";
import type { PaymentAttempt } from "../payment-attempt.ts";

// --- what a write's columns are read from: each column by a function of its own, which the runtime makes fast ------

interface IntentWrite {
  readonly scope: Scope;
  readonly intent: PaymentIntent;
}

type IntentName = keyof PaymentIntent;

const SCOPE_COLUMNS = {
  merchant_id: ["uuid", ({ scope }) => scope.merchant_id],
  livemode: ["bool", ({ scope }) => scope.livemode],
} as const satisfies Record<keyof Scope, LaneColumn<IntentWrite>>;

const jsonOf = (value: object | null) => value && JSON.stringify(value);

const READ_INTENT: Record<IntentName, (write: IntentWrite) => unknown> = {
  id: ({ intent }) => intent.id,
  version: ({ intent }) => intent.version,
  status: ({ intent }) => intent.status,
  amount: ({ intent }) => intent.amount,
  amount_received: ({ intent }) => intent.amount_received,
  amount_refunded: ({ intent }) => intent.amount_refunded,
  tax_amount: ({ intent }) => intent.tax_amount,
  currency: ({ intent }) => intent.currency,
  capture_method: ({ intent }) => intent.capture_method,
  payment_method_id: ({ intent }) => intent.payment_method_id,
  payment_attempt_id: ({ intent }) => intent.payment_attempt_id,
  payment_method_types: ({ intent }) => `{${intent.payment_method_types.join(",")}}`,
  description: ({ intent }) => intent.description,
  receipt_email: ({ intent }) => intent.receipt_email,
  return_url: ({ intent }) => intent.return_url,
  metadata: ({ intent }) => jsonOf(intent.metadata),
  last_payment_error: ({ intent }) => jsonOf(intent.last_payment_error),
  next_action: ({ intent }) => jsonOf(intent.next_action),
  cancellation_reason: ({ intent }) => intent.cancellation_reason,
  canceled_at: ({ intent }) => intent.canceled_at,
  checkout_session_id: ({ intent }) => intent.checkout_session_id,
  client_reference_id: ({ intent }) => intent.client_reference_id,
  customer_id: ({ intent }) => intent.customer_id,
  off_session: ({ intent }) => intent.off_session,
  details: ({ intent }) => jsonOf(intent.details),
  created_at: ({ intent }) => intent.created_at,
};

function intentColumns(names: readonly IntentName[]): Record<string, LaneColumn<IntentWrite>> {
  return Object.fromEntries(names.map((name) => [name, [INTENT_COLUMNS[name], READ_INTENT[name]]]));
}

/** An intent's column as a select expression; an array travels in a batch as its literal. */
function intentValue(name: IntentName, table: string): string {
  return name === "payment_method_types" ? `${table}.${name}::text[]` : `${table}.${name}`;
}

const setFromInput = (names: readonly string[]) => names.map((name) => `${name} = input.${name}`).join(", ");
const SAME_INTENT =
  "intent.merchant_id = input.merchant_id AND intent.livemode = input.livemode AND intent.id = input.id";

// --- phase A: the attempt is on disk before the processor hears of it ------------------------------------------

interface OpenWrite extends IntentWrite {
  readonly attempt: PaymentAttempt;
  readonly idempotency: IdempotencyKey | null;
}

const OPEN_COLUMNS: Record<string, LaneColumn<OpenWrite>> = {
  attempt_payment_method_id: ["uuid", ({ attempt }) => attempt.payment_method_id],
  attempt_connector: ["text", ({ attempt }) => attempt.connector],
  attempt_resolve_at: ["timestamptz", ({ attempt }) => attempt.resolve_at],
  attempt_created_at: ["timestamptz", ({ attempt }) => attempt.created_at],
  key_api: ["text", ({ idempotency }) => idempotency?.api],
  key_text: ["text", ({ idempotency }) => idempotency?.key],
  key_hash: ["bytea", ({ idempotency }) => idempotency?.request_hash],
};

/** What the processor has to be asked with: read in the write that opens the attempt, so that it costs no round trip. */
export interface ChargedMethod
  extends Pick<PaymentMethod, "id" | "type" | "vault_entry_id" | "setup_connector" | "setup_reference">,
    Pick<CardMethod, "has_security_code"> {
  /** Of a bank account; null for cards, whose processors do not ask. */
  readonly account_holder_name: string | null;
}

const METHOD_COLUMNS = [
  "id",
  "type",
  "vault_entry_id",
  "has_security_code",
  "setup_connector",
  "setup_reference",
];
const ACCOUNT_HOLDER_NAME =
  "CASE WHEN method.type = 'us_bank_account' THEN method.billing_details->>'name' END";

/**
 * The rows of a batch that may open their attempt, each with what is needed to charge its payment method: the method can
 * pay the intent, and is nobody's but the payment's customer's (`refuseUnpayable` says why when it is not), and no other
 * request has the key, be it since yesterday.
 */
function findPayable(input: string): string {
  return `SELECT input.ordinal, charged.* FROM ${input} CROSS JOIN LATERAL (${findCharged()}) AS charged
    WHERE NOT EXISTS (${sameKeyIn("idempotency_keys")}) AND NOT EXISTS (${sameKeyIn("idempotency_keys_old")})`;
}

// OFFSET 0 keeps it a look-up by key: joined freely, a plan that is made while there are few payment methods may go through
// all of them for every batch.
function findCharged(): string {
  return `SELECT ${METHOD_COLUMNS.map((name) => `method.${name}`).join(", ")}, ${ACCOUNT_HOLDER_NAME} AS account_holder_name
       FROM payment_methods AS method
      WHERE method.merchant_id = input.merchant_id AND method.livemode = input.livemode AND method.id = input.attempt_payment_method_id
        AND method.detached_at IS NULL AND (method.customer_id IS NULL OR method.customer_id = input.customer_id)
        AND method.type = ANY(input.payment_method_types::text[])
        AND (method.type = 'card' OR method.billing_details->>'name' <> '') OFFSET 0`;
}

const sameKeyIn = (table: string) =>
  `SELECT FROM ${table} AS stored
     WHERE stored.merchant_id = input.merchant_id AND stored.livemode = input.livemode AND stored.api = key_api AND stored.key = key_text`;

// Of two requests that bring the same new key at once, the second violates the primary key, and finds the first when it
// looks again. Passing the key over (ON CONFLICT) would tell that sooner, and cost every payment a tenth of its write.
function reserveKeys(input: string): string {
  return `INSERT INTO idempotency_keys (merchant_id, livemode, api, key, request_hash, payment_intent_id, payment_attempt_id, created_at)
     SELECT merchant_id, livemode, key_api, key_text, key_hash, input.id, payment_attempt_id, attempt_created_at
       FROM ${input} WHERE key_text IS NOT NULL`;
}

function insertAttempts(input: string): string {
  return `INSERT INTO payment_attempts (merchant_id, livemode, id, payment_intent_id, payment_method_id, connector, status, amount, currency, resolve_at, created_at)
     SELECT merchant_id, livemode, payment_attempt_id, input.id, attempt_payment_method_id, attempt_connector, 'pending', amount, currency, attempt_resolve_at, attempt_created_at
       FROM ${input}`;
}

/** What every intent begins with that is paid in the request that makes it: it need not travel. */
const AS_IT_BEGINS: Partial<Record<IntentName, string>> = {
  status: "'processing'",
  amount_received: "0",
  amount_refunded: "0",
  last_payment_error: "NULL",
  next_action: "NULL",
  cancellation_reason: "NULL",
  canceled_at: "NULL",
};

const openFirstAttemptStatement = laneStatement<OpenWrite, ChargedMethod>({
  name: "open_first_attempt",
  columns: {
    ...SCOPE_COLUMNS,
    ...intentColumns(INTENT_NAMES.filter((name) => AS_IT_BEGINS[name] === undefined)),
    ...OPEN_COLUMNS,
  },
  // Two of the same key in one batch would fail all of it.
  key: ({ idempotency, intent }) => idempotency?.key ?? intent.id,
  sql: (input, inputOf) => `
WITH payable AS MATERIALIZED (${findPayable(input)}),
reserved AS (${reserveKeys(inputOf("payable"))}),
intent AS (
  INSERT INTO payment_intents (merchant_id, livemode, ${INTENT_LIST})
  SELECT merchant_id, livemode, ${INTENT_NAMES.map((name) => AS_IT_BEGINS[name] ?? intentValue(name, "input")).join(", ")} FROM ${inputOf("payable")}),
attempt AS (${insertAttempts(inputOf("payable"))})
SELECT * FROM payable`,
});

/**
 * Makes the intent and its first attempt durable. Undefined, and nothing written, when there is no such payment
 * method, or when the idempotency key, or an id that was set aside for the intent, is another request's.
 */
export function openFirstAttempt(
  db: Database,
  scope: Scope,
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  idempotency: IdempotencyKey | null,
): Promise<ChargedMethod | undefined> {
  const write = { scope, intent, attempt, idempotency };
  return db.lanes.run(openFirstAttemptStatement, write).catch(undefinedWhenTaken);
}

/** Another request has taken the key, or the id, in the same moment. */
function undefinedWhenTaken(error: unknown): undefined {
  if (!isUniqueViolation(error)) throw error;
}

const openAttemptStatement = laneStatement<OpenWrite, ChargedMethod>({
  name: "open_attempt",
  columns: { ...SCOPE_COLUMNS, ...intentColumns(INTENT_NAMES), ...OPEN_COLUMNS },
  key: ({ intent }) => intent.id,
  sql: (input, inputOf) => `
WITH payable AS MATERIALIZED (${findPayable(input)}),
moved AS (
  UPDATE payment_intents AS intent SET ${setFromInput(MUTABLE_NAMES)}
    FROM ${inputOf("payable")} WHERE ${SAME_INTENT} AND intent.version = input.version - 1
  RETURNING payable.*),
reserved AS (${reserveKeys(inputOf("moved"))}),
attempt AS (${insertAttempts(inputOf("moved"))})
SELECT * FROM moved`,
});

/**
 * Makes an attempt of an existing intent durable. Undefined, and nothing written, when the intent has moved on, the key
 * is taken, or there is no such payment method.
 */
export function openAttempt(
  db: Database,
  scope: Scope,
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  idempotency: IdempotencyKey | null,
): Promise<ChargedMethod | undefined> {
  const write = { scope, intent, attempt, idempotency };
  return db.lanes.run(openAttemptStatement, write).catch(undefinedWhenTaken);
}

// --- phase B: the outcome, the books, the event and the answer in one write ------------------------------------

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

const arrayOf = (entry: LedgerEntry | null, name: keyof Posting) =>
  entry && `{${entry.postings.map((posting) => posting[name]).join(",")}}`;

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
  entry_accounts: ["text", ({ entry }) => arrayOf(entry, "account")],
  entry_amounts: ["text", ({ entry }) => arrayOf(entry, "amount")],
  event_id: ["uuid", ({ event }) => event.id],
  event_type: ["text", ({ event }) => event.type],
  event_snapshot: ["json", ({ event }) => event.snapshot],
  key_api: ["text", ({ idempotency }) => idempotency?.api],
  key_text: ["text", ({ idempotency }) => idempotency?.key],
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
     AND stored.api = key_api AND stored.key = key_text AND input.response_body IS NOT NULL)
SELECT ordinal FROM moved`,
});

/** Writes an attempt's outcome with all that follows from it. False when the intent has moved on. */
export async function settleAttempt(db: Database, scope: Scope, write: SettlementWrite): Promise<boolean> {
  const { intent, attempt, entry, event, idempotency, answer, keeps_words, settled_at } = write;
  const row = { scope, intent, attempt, entry, event, idempotency, answer, keeps_words, settled_at };
  return (await db.lanes.run(settleStatement, row)) !== undefined;
}
