import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import { type Dispute, WITHDRAWN_STATUSES } from "./dispute.ts";

const NAMES = [
  "id",
  "version",
  "payment_intent_id",
  "payment_attempt_id",
  "connector",
  "connector_reference",
  "status",
  "amount",
  "tax_amount",
  "currency",
  "reason",
  "evidence",
  "evidence_due_by",
  "submission_count",
  "past_due",
  "metadata",
  "response",
  "send_at",
  "reinstatement_id",
  "created_at",
] as const satisfies readonly (keyof Dispute)[];

const COLUMNS = NAMES.join(", ");

/** What a write may change; the rest of a dispute stays as it was made. */
const MUTABLE_NAMES = [
  "version",
  "status",
  "amount",
  "tax_amount",
  "evidence",
  "evidence_due_by",
  "submission_count",
  "past_due",
  "metadata",
  "response",
  "send_at",
  "reinstatement_id",
] as const satisfies readonly (keyof Dispute)[];

function columnValue(dispute: Dispute, name: keyof Dispute): unknown {
  return name === "metadata" || name === "evidence" ? JSON.stringify(dispute[name]) : dispute[name];
}

export async function insertDispute(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  dispute: Dispute,
): Promise<void> {
  await transaction.query(
    `INSERT INTO disputes (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, ${NAMES.map((_, index) => `$${index + 3}`).join(", ")})`,
    [merchant_id, livemode, ...NAMES.map((name) => columnValue(dispute, name))],
  );
}

/** Writes a dispute that the caller has locked. */
export async function writeDispute(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  dispute: Dispute,
): Promise<void> {
  await transaction.query(
    `UPDATE disputes SET ${MUTABLE_NAMES.map((name, index) => `${name} = $${index + 4}`).join(", ")}
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, dispute.id, ...MUTABLE_NAMES.map((name) => columnValue(dispute, name))],
  );
}

export async function findDispute(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Dispute | undefined> {
  const rows = await db.query<Dispute>(
    `SELECT ${COLUMNS} FROM disputes WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/**
 * Reads a dispute and keeps other writers away until the transaction ends. Who needs its payment too locks that first,
 * so that no two writers wait for each other.
 */
export async function lockDispute(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Dispute | undefined> {
  const rows = await transaction.query<Dispute>(
    `SELECT ${COLUMNS} FROM disputes WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** The dispute that a processor calls by a name, locked. */
export async function lockReportedDispute(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  connector: string,
  connector_reference: string,
): Promise<Dispute | undefined> {
  const rows = await transaction.query<Dispute>(
    `SELECT ${COLUMNS} FROM disputes
      WHERE merchant_id = $1 AND livemode = $2 AND connector = $3 AND connector_reference = $4 FOR UPDATE`,
    [merchant_id, livemode, connector, connector_reference],
  );
  return rows[0];
}

/** What the buyer's bank has taken back of a payment and holds, and the tax in it. */
export async function sumWithdrawn(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  payment_intent_id: string,
): Promise<Pick<Dispute, "amount" | "tax_amount">> {
  const rows = await transaction.query<Pick<Dispute, "amount" | "tax_amount">>(
    `SELECT coalesce(sum(amount), 0)::bigint AS amount, coalesce(sum(tax_amount), 0)::bigint AS tax_amount
       FROM disputes
      WHERE merchant_id = $1 AND livemode = $2 AND payment_intent_id = $3 AND status = ANY($4)`,
    [merchant_id, livemode, payment_intent_id, WITHDRAWN_STATUSES],
  );
  return rows[0] ?? { amount: 0, tax_amount: 0 };
}

/** Whose disputes are meant; null means everybody's. */
export interface DisputeFilter {
  readonly payment_intent_id: string | null;
  readonly payment_attempt_id: string | null;
}

export function findDisputePage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { payment_intent_id, payment_attempt_id }: DisputeFilter,
): Promise<Dispute[]> {
  return selectPage<Dispute>(
    db,
    `SELECT ${COLUMNS} FROM disputes
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR payment_intent_id = $3)
        AND ($4::uuid IS NULL OR payment_attempt_id = $4)`,
    [merchant_id, livemode, payment_intent_id, payment_attempt_id],
    page,
  );
}

/**
 * Takes disputes of all merchants whose processor has to be told something, and puts the next try off, so that workers
 * do not tell it the same at once.
 */
export async function claimDisputesToSend(
  db: Queryable,
  now: Date,
  next_try_at: Date,
  limit: number,
): Promise<(Dispute & Scope)[]> {
  return db.query<Dispute & Scope>(
    `UPDATE disputes AS dispute SET send_at = $2
       FROM (SELECT merchant_id, livemode, id FROM disputes
              WHERE send_at <= $1 ORDER BY send_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS due
      WHERE dispute.merchant_id = due.merchant_id AND dispute.livemode = due.livemode AND dispute.id = due.id
     RETURNING dispute.merchant_id, dispute.livemode, ${NAMES.map((name) => `dispute.${name}`).join(", ")}`,
    [now, next_try_at, limit],
  );
}

/** Notes that the processor knows a response, unless there is a newer one by now. */
export async function clearResponse(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { id, response, submission_count }: Dispute,
): Promise<void> {
  await db.query(
    `UPDATE disputes SET response = NULL, send_at = NULL
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND response = $4 AND submission_count = $5`,
    [merchant_id, livemode, id, response, submission_count],
  );
}

/** How far a processor's reports have been read; null when they never were. */
export async function findPosition(db: Queryable, connector: string): Promise<string | null> {
  const rows = await db.query<{ position: string }>(
    "SELECT position FROM dispute_cursors WHERE connector = $1",
    [connector],
  );
  return rows[0]?.position ?? null;
}

export async function writePosition(db: Queryable, connector: string, position: string): Promise<void> {
  await db.query(
    `INSERT INTO dispute_cursors (connector, position) VALUES ($1, $2)
     ON CONFLICT (connector) DO UPDATE SET position = excluded.position`,
    [connector, position],
  );
}
