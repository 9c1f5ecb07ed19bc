import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SignedSeal } from "./seal.ts";

/**
 * SHA-256 over everything that an entry says, one thing a line. PostgreSQL computes it, so that a page of entries is
 * sealed without travelling. What is booked contains no line breaks: with one smuggled in, there are more lines.
 */
export const ENTRY_HASH = `sha256(convert_to(concat_ws(E'\\n', 'starway ledger entry 1', entry.merchant_id,
       CASE WHEN entry.livemode THEN 'live' ELSE 'test' END, entry.id, entry.kind, entry.payment_intent_id, entry.currency,
       entry.accounts::text, entry.amounts::text, (extract(epoch FROM entry.created_at) * 1000000)::bigint), 'UTF8'))`;

// A scalar subquery and not EXISTS: that would become a join, which may be planned as a scan of all that was ever sealed.
const IS_UNSEALED = `(SELECT true FROM ledger_sealed_entries AS sealed
        WHERE sealed.merchant_id = entry.merchant_id AND sealed.livemode = entry.livemode AND sealed.id = entry.id) IS NULL`;

/** A stretch of the table of entries, by its blocks. The first one after it is not part of it. */
export interface Stretch {
  readonly from_block: number;
  readonly to_block: number;
}

/** What `listUnsealed` has put on the list of a merchant's next seal. */
export interface ListedEntries extends Scope {
  readonly sequence: number;
  readonly entry_count: number;
  readonly root: Buffer;
  /** Null before the first seal. */
  readonly previous_hash: Buffer | null;
}

/**
 * Puts all entries of a stretch, of all merchants, that no seal lists on the lists of their merchants' next seals, which
 * the caller then has to write.
 */
export function listUnsealed(
  transaction: Queryable,
  { from_block, to_block }: Stretch,
): Promise<ListedEntries[]> {
  return transaction.query<ListedEntries>(
    `WITH found AS MATERIALIZED (
       SELECT entry.merchant_id, entry.livemode, entry.id, ${ENTRY_HASH} AS hash
         FROM ledger_entries AS entry
        WHERE entry.ctid >= $1::tid AND entry.ctid < $2::tid AND ${IS_UNSEALED}),
     next AS MATERIALIZED (
       SELECT merchant_id, livemode, coalesce(last.sequence, 0) + 1 AS sequence, entry_count, root, last.hash AS previous_hash
         FROM (SELECT merchant_id, livemode, count(*) AS entry_count,
                      sha256(string_agg(uuid_send(id) || hash, ''::bytea ORDER BY id)) AS root
                 FROM found GROUP BY merchant_id, livemode) AS list
         LEFT JOIN LATERAL (
           SELECT sequence, hash FROM ledger_seals AS seal
            WHERE seal.merchant_id = list.merchant_id AND seal.livemode = list.livemode
            ORDER BY sequence DESC LIMIT 1) AS last ON true),
     listed AS (
       INSERT INTO ledger_sealed_entries (merchant_id, livemode, id, sequence, hash)
       SELECT merchant_id, livemode, found.id, next.sequence, found.hash FROM found JOIN next USING (merchant_id, livemode))
     SELECT merchant_id, livemode, sequence, entry_count, root, previous_hash FROM next`,
    [`(${from_block},0)`, `(${to_block},0)`],
  );
}

export async function insertSeals(
  transaction: Queryable,
  seals: readonly (Scope & SignedSeal)[],
): Promise<void> {
  const column = <T>(value: (seal: Scope & SignedSeal) => T) => seals.map(value);
  await transaction.query(
    `INSERT INTO ledger_seals (merchant_id, livemode, sequence, entry_count, root, previous_hash, hash, signature, sealed_at)
     SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::timestamptz[])`,
    [
      column((seal) => seal.merchant_id),
      column((seal) => seal.livemode),
      column((seal) => seal.sequence),
      column((seal) => seal.entry_count),
      column((seal) => seal.root),
      column((seal) => seal.previous_hash),
      column((seal) => seal.hash),
      column((seal) => seal.signature),
      column((seal) => seal.sealed_at),
    ],
  );
}

/** Where the sealing worker stands: the blocks at which it looks next. */
export interface Walks {
  readonly tail: number;
  readonly round: number;
}

/** Keeps other workers from sealing until the transaction ends. Undefined when another one is at it. */
export async function takeWalks(transaction: Queryable): Promise<Walks | undefined> {
  const rows = await transaction.query<{ name: keyof Walks; block: number }>(
    "SELECT name, block FROM ledger_seal_walks ORDER BY name FOR UPDATE SKIP LOCKED",
  );
  const at = new Map(rows.map(({ name, block }) => [name, block]));
  const [tail, round] = [at.get("tail"), at.get("round")];
  return tail === undefined || round === undefined ? undefined : { tail, round };
}

export async function writeWalk(transaction: Queryable, name: keyof Walks, block: number): Promise<void> {
  await transaction.query("UPDATE ledger_seal_walks SET block = $2 WHERE name = $1", [name, block]);
}

/** How many blocks the table of entries has. */
export async function countBlocks(db: Queryable): Promise<number> {
  const rows = await db.query<{ blocks: number }>(
    "SELECT pg_relation_size('ledger_entries') / current_setting('block_size')::bigint AS blocks",
  );
  return rows[0]?.blocks ?? 0;
}

/** When an entry was booked that waits to be sealed: the first at the end of the table, which is about the oldest. */
export async function findUnsealedSince(db: Queryable): Promise<Date | undefined> {
  const rows = await db.query<{ created_at: Date }>(
    `SELECT entry.created_at FROM ledger_entries AS entry
      WHERE entry.ctid >= (SELECT ('(' || block || ',0)')::tid FROM ledger_seal_walks WHERE name = 'tail')
        AND ${IS_UNSEALED}
      LIMIT 1`,
  );
  return rows[0]?.created_at;
}
