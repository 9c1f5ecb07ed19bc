import type { Queryable } from "../db/types.ts";
import type { Scope } from "../kit/scope.ts";
import type { LedgerEntry } from "./entry.ts";

/** Posts an entry in the caller's transaction. */
export async function insertEntry(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  entry: LedgerEntry,
  created_at: Date,
): Promise<void> {
  await transaction.query(
    `INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      merchant_id,
      livemode,
      entry.id,
      entry.kind,
      entry.payment_intent_id,
      entry.currency,
      entry.postings.map(({ account }) => account),
      entry.postings.map(({ amount }) => amount),
      created_at,
    ],
  );
}

export interface BooksCheck {
  entries: number;
  /** Entries whose postings do not sum to zero. */
  unbalanced: number;
  /** The sum of all postings of each currency: zero when the books balance. */
  sums: { currency: string; sum: number }[];
}

/** Adds the whole ledger up, of every merchant: for `doctor`, audits and the benchmark. */
export async function checkBooks(db: Queryable): Promise<BooksCheck> {
  const sums = await db.query<{ currency: string; sum: string; entries: number; unbalanced: number }>(
    `SELECT currency, sum(total)::text AS sum, count(*) AS entries, count(*) FILTER (WHERE total <> 0) AS unbalanced
       FROM (SELECT currency, (SELECT sum(amount) FROM unnest(amounts) AS amount) AS total FROM ledger_entries) AS entry
      GROUP BY currency ORDER BY currency`,
  );
  return {
    entries: sums.reduce((total, row) => total + row.entries, 0),
    unbalanced: sums.reduce((total, row) => total + row.unbalanced, 0),
    sums: sums.map((row) => ({ currency: row.currency, sum: Number(row.sum) })),
  };
}
