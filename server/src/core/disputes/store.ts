import { claimDue } from "../../db/claim-due.ts";
import { selectPage } from "../../db/select-page.ts";
import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import { type Dispute, WITHDRAWN_STATUSES } from "./dispute.ts";

const disputes = table<Dispute>("disputes", {
  id: "fixed",
  version: "mutable",
  payment_intent_id: "fixed",
  payment_attempt_id: "fixed",
  connector: "fixed",
  connector_reference: "fixed",
  status: "mutable",
  amount: "mutable",
  tax_amount: "mutable",
  currency: "fixed",
  reason: "fixed",
  evidence: "mutable json",
  evidence_due_by: "mutable",
  submission_count: "mutable",
  past_due: "mutable",
  metadata: "mutable json",
  response: "mutable",
  send_at: "mutable",
  reinstatement_id: "mutable",
  created_at: "fixed",
});

/** Who locks a dispute and needs its payment too locks that first, so that no two writers wait for each other. */
export const { insert: insertDispute, update: writeDispute, find: findDispute, lock: lockDispute } = disputes;

/** Takes disputes of all merchants whose processor has to be told something. */
export const claimDisputesToSend = claimDue(disputes, "send_at");

/** The dispute that a processor calls by a name, locked. */
export async function lockReportedDispute(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  connector: string,
  connector_reference: string,
): Promise<Dispute | undefined> {
  const rows = await transaction.query<Dispute>(
    `${disputes.select} AND connector = $3 AND connector_reference = $4 FOR UPDATE`,
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
  return selectPage<Dispute>(db, disputes.select, [merchant_id, livemode], page, {
    payment_intent_id,
    payment_attempt_id,
  });
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
