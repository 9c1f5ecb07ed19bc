import type { Database } from "../../../src/db/types.ts";

interface Row {
  readonly id: string;
  readonly status: string;
}

export type AttemptRow = Row;

export interface EventRow {
  readonly object_type: string;
  readonly object_id: string;
  readonly type: string;
  readonly sequence: number;
  readonly snapshot: { readonly status: string; readonly amount_received?: number };
}

/** All that the database holds of one payment. */
export interface Books {
  readonly version: number;
  readonly attempts: readonly AttemptRow[];
  readonly modifications: readonly Row[];
  readonly refunds: readonly (Row & { readonly amount: number; readonly reversal_id: string | null })[];
  readonly disputes: readonly (Row & { readonly amount: number; readonly reinstatement_id: string | null })[];
  /** What each entry adds to what the acquirer owes, and the sum of all its postings. */
  readonly entries: readonly { readonly id: string; readonly receivable: number; readonly sum: number }[];
  readonly events: readonly EventRow[];
  /** Authorisations that should have been released. */
  readonly overdue: readonly Row[];
}

export async function readBooks(db: Database, id: string, now: Date): Promise<Books> {
  const of = <Row extends object>(statement: string, ...more: unknown[]) =>
    db.query<Row>(statement, [id, ...more]);
  const [intent] = await of<{ version: number }>("SELECT version FROM payment_intents WHERE id = $1");
  const by_payment = "WHERE payment_intent_id = $1 ORDER BY id";
  return {
    version: intent?.version ?? 0,
    attempts: await of(`SELECT id, status FROM payment_attempts ${by_payment}`),
    modifications: await of(`SELECT id, status FROM payment_modifications ${by_payment}`),
    refunds: await of(`SELECT id, status, amount, reversal_id FROM refunds ${by_payment}`),
    disputes: await of(`SELECT id, status, amount, reinstatement_id FROM disputes ${by_payment}`),
    entries: await of(
      `SELECT id, amounts[array_position(accounts, 'acquirer_receivable')] AS receivable,
              (SELECT sum(amount)::bigint FROM unnest(amounts) AS amount) AS sum
         FROM ledger_entries ${by_payment}`,
    ),
    events: await of(
      `SELECT object_type, object_id, type, sequence, snapshot FROM events
        WHERE object_id = $1 OR object_id IN (SELECT id FROM refunds WHERE payment_intent_id = $1)
           OR object_id IN (SELECT id FROM disputes WHERE payment_intent_id = $1)
        ORDER BY object_id, sequence, id`,
    ),
    overdue: await of(
      "SELECT id, status FROM payment_attempts WHERE payment_intent_id = $1 AND status = 'authorized' AND capture_before <= $2",
      now,
    ),
  };
}
