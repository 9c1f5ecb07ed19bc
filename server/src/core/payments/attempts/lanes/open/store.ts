import { type LaneColumn, laneStatement } from "../../../../../db/lane-statement.ts";
import { isUniqueViolation } from "../../../../../db/pg-errors.ts";
import type { Database } from "../../../../../db/types.ts";
import type { Scope } from "../../../../../kit/scope.ts";
import { digestKey } from "../../../../idempotency/digest-key.ts";
import type { IdempotencyKey } from "../../../../idempotency/exchange.ts";
import type { CardMethod, PaymentMethod } from "../../../../payment-methods/payment-method.ts";
import type { PaymentIntent } from "../../../payment-intent.ts";
import { INTENT_LIST, INTENT_NAMES, MUTABLE_NAMES } from "../../../store.ts";
import type { PaymentAttempt } from "../../payment-attempt.ts";
import {
  type IntentName,
  type IntentWrite,
  intentColumns,
  intentValue,
  SAME_INTENT,
  SCOPE_COLUMNS,
  setFromInput,
} from "../intent-columns.ts";

// The attempt is on disk before the processor hears of it.

interface OpenWrite extends IntentWrite {
  readonly attempt: PaymentAttempt;
  readonly idempotency: IdempotencyKey | null;
}

const OPEN_COLUMNS: Record<string, LaneColumn<OpenWrite>> = {
  attempt_payment_method_id: ["uuid", ({ attempt }) => attempt.payment_method_id],
  attempt_connector: ["text", ({ attempt }) => attempt.connector],
  attempt_resolve_at: ["timestamptz", ({ attempt }) => attempt.resolve_at],
  attempt_created_at: ["timestamptz", ({ attempt }) => attempt.created_at],
  key_digest: ["uuid", ({ scope, idempotency }) => idempotency && digestKey(scope, idempotency)],
  key_request_hash: ["bytea", ({ idempotency }) => idempotency?.request_hash],
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
     WHERE stored.merchant_id = input.merchant_id AND stored.livemode = input.livemode AND stored.key_digest = input.key_digest`;

// Of two requests that bring the same new key at once, the second violates the primary key, and finds the first when it
// looks again. Passing the key over (ON CONFLICT) would tell that sooner, and cost every payment a tenth of its write.
function reserveKeys(input: string): string {
  return `INSERT INTO idempotency_keys (merchant_id, livemode, key_digest, request_hash, payment_intent_id, payment_attempt_id, created_at)
     SELECT merchant_id, livemode, key_digest, key_request_hash, input.id, payment_attempt_id, attempt_created_at
       FROM ${input} WHERE key_digest IS NOT NULL`;
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
