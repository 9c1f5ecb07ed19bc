import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SignedSeal } from "../../ledger/seals/seal.ts";
import { ENTRY_HASH } from "../../ledger/seals/store.ts";
import type { BookedEntry } from "./booked-entry.ts";
import type { Booking, BookingKind } from "./booking.ts";

/**
 * What a proof sees is one instant of the database, however long it takes and whatever is written meanwhile. Rows are
 * looked up by their keys, page by page, as the plans of big tables would be, also when statistics are missing.
 */
export async function openSnapshot(transaction: Queryable): Promise<void> {
  await transaction.query(
    `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
     SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off;
     SET LOCAL enable_material = off; SET LOCAL jit = off`,
  );
}

export interface BooksOwner extends Scope {
  /** Null when there are books of a merchant who does not exist. */
  readonly name: string | null;
}

/** Everybody who has books, jumping from one to the next in the keys. */
export function findOwners(db: Queryable, merchant_id: string | null): Promise<BooksOwner[]> {
  const jump = (table: string) => `${table}_owner(merchant_id, livemode) AS (
       (SELECT merchant_id, livemode FROM ${table} ORDER BY merchant_id, livemode LIMIT 1)
       UNION ALL
       SELECT next.merchant_id, next.livemode FROM ${table}_owner AS last CROSS JOIN LATERAL (
         SELECT merchant_id, livemode FROM ${table}
          WHERE (merchant_id, livemode) > (last.merchant_id, last.livemode)
          ORDER BY merchant_id, livemode LIMIT 1) AS next)`;
  const tables = ["ledger_entries", "ledger_seals", "ledger_sealed_entries", "payment_intents"];
  return db.query<BooksOwner>(
    `WITH RECURSIVE ${tables.map(jump).join(", ")}
     SELECT owner.merchant_id, owner.livemode, merchants.name
       FROM (${tables.map((table) => `SELECT merchant_id, livemode FROM ${table}_owner`).join(" UNION ")}) AS owner
       LEFT JOIN merchants USING (merchant_id)
      WHERE $1::uuid IS NULL OR owner.merchant_id = $1
      ORDER BY owner.merchant_id, owner.livemode`,
    [merchant_id],
  );
}

/** The page itself comes first and what is joined to it afterwards, or a plan may join everything to cut a page out of it. */
const pageOf = (table: string) =>
  `(SELECT * FROM ${table} WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4)`;

// --- what is in the ledger -------------------------------------------------------------------------------------

type EntryRow = Omit<BookedEntry, "accounts" | "amounts" | "sealed"> & {
  accounts: string;
  amounts: string;
  sequence: number | null;
  sealed_hash: Buffer | null;
};

/** The next page of entries, by their ids. */
export async function findEntries(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  after_id: string | null,
  limit: number,
): Promise<BookedEntry[]> {
  const rows = await db.query<EntryRow>(
    `SELECT entry.id, entry.kind, entry.payment_intent_id, entry.currency, array_to_string(entry.accounts, ',', '?') AS accounts,
            array_to_string(entry.amounts, ',', '0') AS amounts, ${ENTRY_HASH} AS hash, sealed.sequence, sealed.hash AS sealed_hash
       FROM ${pageOf("ledger_entries")} AS entry
       LEFT JOIN ledger_sealed_entries AS sealed
         ON sealed.merchant_id = entry.merchant_id AND sealed.livemode = entry.livemode AND sealed.id = entry.id
      ORDER BY entry.id`,
    [merchant_id, livemode, after_id, limit],
  );
  return rows.map(({ accounts, amounts, sequence, sealed_hash, ...entry }) => ({
    ...entry,
    accounts: accounts.split(","),
    amounts: amounts.split(",").map(Number),
    sealed: sequence === null || sealed_hash === null ? null : { sequence, hash: sealed_hash },
  }));
}

/** An entry on the list of a seal. */
export interface ListedEntry {
  readonly id: string;
  readonly sequence: number;
  readonly hash: Buffer;
  /** Whether the ledger has it. */
  readonly is_there: boolean;
  /** What its seal says of the whole list; null when there is no such seal. */
  readonly entry_count: number | null;
  readonly root: Buffer | null;
}

/** The next page of what seals list, by the entries' ids. */
export function findListed(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  after_id: string | null,
  limit: number,
): Promise<ListedEntry[]> {
  return db.query<ListedEntry>(
    `SELECT sealed.id, sealed.sequence, sealed.hash, entry.id IS NOT NULL AS is_there, seal.entry_count, seal.root
       FROM ${pageOf("ledger_sealed_entries")} AS sealed
       LEFT JOIN ledger_entries AS entry
         ON entry.merchant_id = sealed.merchant_id AND entry.livemode = sealed.livemode AND entry.id = sealed.id
       LEFT JOIN ledger_seals AS seal
         ON seal.merchant_id = sealed.merchant_id AND seal.livemode = sealed.livemode AND seal.sequence = sealed.sequence
      ORDER BY sealed.id`,
    [merchant_id, livemode, after_id, limit],
  );
}

/** The next page of seals, in the order of the chain. */
export function findSeals(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  after_sequence: number,
  limit: number,
): Promise<SignedSeal[]> {
  return db.query<SignedSeal>(
    `SELECT sequence, entry_count, root, previous_hash, hash, signature, sealed_at FROM ledger_seals
      WHERE merchant_id = $1 AND livemode = $2 AND sequence > $3 ORDER BY sequence LIMIT $4`,
    [merchant_id, livemode, after_sequence, limit],
  );
}

// --- what should be in the ledger ------------------------------------------------------------------------------

/** Where movements of money are told: each tells those of its rows. */
export const SOURCES = ["payment_attempts", "refunds", "disputes"] as const;

export type Source = (typeof SOURCES)[number];

const ofScope = (table: string, id: string) =>
  `${table}.merchant_id = source.merchant_id AND ${table}.livemode = source.livemode AND ${table}.id = ${id}`;

const NO_SALE = `NULL::text AS status, NULL::bigint AS amount_received, NULL::bigint AS amount_authorized, NULL::uuid AS payment_attempt_id,
       NULL::boolean AS collects_tax, NULL::bigint AS session_total, NULL::bigint AS session_tax`;

const givenBack = (kind: BookingKind, id: string) =>
  `SELECT source.${id} AS id, '${kind}' AS kind, source.payment_intent_id, source.currency, source.amount, source.tax_amount, ${NO_SALE}`;

/** Each kind of movement as a statement that a condition on `source` is added to. */
const MOVEMENTS: Record<BookingKind, { source: Source; id: string; sql: string }> = {
  payment: {
    source: "payment_attempts",
    id: "id",
    sql: `SELECT source.id, 'payment' AS kind, source.payment_intent_id, source.currency,
                 coalesce(capture.amount, source.amount) AS amount, coalesce(intent.tax_amount, 0) AS tax_amount,
                 coalesce(intent.status, 'gone') AS status, coalesce(intent.amount_received, 0) AS amount_received,
                 source.amount AS amount_authorized, intent.payment_attempt_id, coalesce(merchants.mode = 'mor', false) AS collects_tax,
                 session.amount_total AS session_total, session.amount_tax AS session_tax
            FROM payment_attempts AS source
            LEFT JOIN payment_intents AS intent ON ${ofScope("intent", "source.payment_intent_id")}
            LEFT JOIN checkout_sessions AS session ON ${ofScope("session", "intent.checkout_session_id")}
            LEFT JOIN payment_modifications AS capture
              ON capture.merchant_id = source.merchant_id AND capture.livemode = source.livemode
             AND capture.payment_attempt_id = source.id AND capture.type = 'capture'
             AND capture.status = 'succeeded' AND capture.status <> 'failed'
            LEFT JOIN merchants ON merchants.merchant_id = source.merchant_id
           WHERE source.status = 'approved'`,
  },
  refund: {
    source: "refunds",
    id: "id",
    sql: `${givenBack("refund", "id")} FROM refunds AS source
           WHERE (source.status = 'succeeded' OR source.reversal_id IS NOT NULL)`,
  },
  refund_reversal: {
    source: "refunds",
    id: "reversal_id",
    sql: `${givenBack("refund_reversal", "reversal_id")} FROM refunds AS source WHERE source.reversal_id IS NOT NULL`,
  },
  dispute: {
    source: "disputes",
    id: "id",
    sql: `${givenBack("dispute", "id")} FROM disputes AS source
           WHERE (source.status IN ('needs_response', 'under_review', 'lost') OR source.reinstatement_id IS NOT NULL)`,
  },
  dispute_reversal: {
    source: "disputes",
    id: "reinstatement_id",
    sql: `${givenBack("dispute_reversal", "reinstatement_id")} FROM disputes AS source WHERE source.reinstatement_id IS NOT NULL`,
  },
};

const KINDS = Object.keys(MOVEMENTS) as BookingKind[];

export function isBookingKind(kind: string): kind is BookingKind {
  return kind in MOVEMENTS;
}

type BookingRow = Omit<Booking, "sale"> & {
  status: string | null;
  amount_received: number;
  amount_authorized: number;
  payment_attempt_id: string | null;
  collects_tax: boolean;
  session_total: number | null;
  session_tax: number | null;
};

function bookingOf(row: BookingRow): Booking {
  const { id, kind, payment_intent_id, currency, amount, tax_amount, status, session_total, session_tax } =
    row;
  const { amount_received, amount_authorized, payment_attempt_id, collects_tax } = row;
  const session =
    session_total === null ? null : { amount_total: session_total, amount_tax: session_tax ?? 0 };
  const sale = { amount_received, amount_authorized, payment_attempt_id, collects_tax, session };
  const booking = { id, kind, payment_intent_id, currency, amount, tax_amount };
  return { ...booking, sale: status === null ? null : { ...sale, status } };
}

/** What happened under these ids of entries. Reversals are found by their payments. */
export async function findBookings(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  kind: BookingKind,
  entries: readonly Pick<BookedEntry, "id" | "payment_intent_id">[],
): Promise<Booking[]> {
  const { sql, id } = MOVEMENTS[kind];
  const by_payment = id === "id" ? "" : "AND source.payment_intent_id = ANY($4)";
  const payments = entries.map((entry) => entry.payment_intent_id);
  const rows = await db.query<BookingRow>(
    `${sql} AND source.merchant_id = $1 AND source.livemode = $2 AND source.${id} = ANY($3) ${by_payment}`,
    [merchant_id, livemode, entries.map((entry) => entry.id), ...(id === "id" ? [] : [payments])],
  );
  return rows.map(bookingOf);
}

/** The movements of the same kind that one payment has. */
export async function findBookingsOfPayment(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  kind: BookingKind,
  payment_intent_id: string,
): Promise<Booking[]> {
  const of_payment =
    kind === "payment"
      ? `source.id = (SELECT payment_attempt_id FROM payment_intents
                       WHERE merchant_id = $1 AND livemode = $2 AND id = $3)`
      : "source.payment_intent_id = $3";
  const rows = await db.query<BookingRow>(
    `${MOVEMENTS[kind].sql} AND source.merchant_id = $1 AND source.livemode = $2 AND ${of_payment} ORDER BY 1`,
    [merchant_id, livemode, payment_intent_id],
  );
  return rows.map(bookingOf);
}

/** A stretch of ids, after the first up to the second; null is an open end. */
export interface IdRange {
  readonly after_id: string | null;
  readonly up_to_id: string | null;
}

const IN_RANGE = "($3::uuid IS NULL OR source.id > $3) AND ($4::uuid IS NULL OR source.id <= $4)";

/** Where a page ends that begins after an id; null when there are no more rows than that. */
export async function findPageEnd(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  source: Source | "payment_intents",
  after_id: string | null,
  rows_of_page: number,
): Promise<string | null> {
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM ${source} WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id > $3)
      ORDER BY id OFFSET $4 LIMIT 1`,
    [merchant_id, livemode, after_id, rows_of_page - 1],
  );
  return rows[0]?.id ?? null;
}

/** The movements of a source whose entries are not in the ledger. */
export async function findUnbooked(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  source: Source,
  { after_id, up_to_id }: IdRange,
): Promise<Booking[]> {
  const statements = KINDS.filter((kind) => MOVEMENTS[kind].source === source).map(
    (kind) => `(${MOVEMENTS[kind].sql} AND source.merchant_id = $1 AND source.livemode = $2 AND ${IN_RANGE}
        AND (SELECT true FROM ledger_entries AS entry
              WHERE entry.merchant_id = $1 AND entry.livemode = $2 AND entry.id = source.${MOVEMENTS[kind].id}) IS NULL)`,
  );
  const values = [merchant_id, livemode, after_id, up_to_id];
  return (await db.query<BookingRow>(statements.join(" UNION ALL "), values)).map(bookingOf);
}

/** Payments that say that they have succeeded, and have no approved attempt. */
export async function findUnfounded(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { after_id, up_to_id }: IdRange,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT source.id FROM payment_intents AS source
      WHERE source.merchant_id = $1 AND source.livemode = $2 AND ${IN_RANGE} AND source.status = 'succeeded'
        AND (SELECT true FROM payment_attempts AS attempt
              WHERE ${ofScope("attempt", "source.payment_attempt_id")} AND attempt.status = 'approved') IS NULL`,
    [merchant_id, livemode, after_id, up_to_id],
  );
  return rows.map(({ id }) => id);
}
