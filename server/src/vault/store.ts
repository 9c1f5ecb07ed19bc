import type { Queryable } from "../db/types.ts";
import type { Scope } from "../kit/scope.ts";

/** Keeps the sealed number of a card or of a bank account. */
export async function insertEntry(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  entry: { id: string; sealed: Buffer; created_at: Date },
): Promise<void> {
  await db.query(
    "INSERT INTO vault_entries (merchant_id, livemode, id, sealed, created_at) VALUES ($1, $2, $3, $4, $5)",
    [merchant_id, livemode, entry.id, entry.sealed, entry.created_at],
  );
}

export async function findSealedEntry(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  entry_id: string,
): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer }>(
    "SELECT sealed FROM vault_entries WHERE merchant_id = $1 AND livemode = $2 AND id = $3",
    [merchant_id, livemode, entry_id],
  );
  return rows[0]?.sealed;
}

/** Says when a card or a bank account has to go. */
export async function setEntryToForget(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  entry_id: string,
  forget_at: Date,
): Promise<void> {
  await db.query(
    "UPDATE vault_entries SET forget_at = $4 WHERE merchant_id = $1 AND livemode = $2 AND id = $3",
    [merchant_id, livemode, entry_id, forget_at],
  );
}

/** Deletes what is sealed, of every merchant, whose time has come, with a code that may be waiting. Answers how many. */
export async function deleteEntriesToForget(db: Queryable, now: Date): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `WITH gone AS (DELETE FROM vault_entries WHERE forget_at <= $1 RETURNING merchant_id, livemode, id),
          code AS (DELETE FROM vault_security_codes AS code USING gone
                    WHERE code.merchant_id = gone.merchant_id AND code.livemode = gone.livemode AND code.card_id = gone.id)
     SELECT count(*) AS count FROM gone`,
    [now],
  );
  return rows[0]?.count ?? 0;
}

export async function insertSecurityCode(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  code: { card_id: string; sealed: Buffer; expires_at: Date },
): Promise<void> {
  await db.query(
    "INSERT INTO vault_security_codes (merchant_id, livemode, card_id, sealed, expires_at) VALUES ($1, $2, $3, $4, $5)",
    [merchant_id, livemode, code.card_id, code.sealed, code.expires_at],
  );
}

/** Reading a security code deletes it: it can be used for one authorisation and no more. */
export async function takeSealedSecurityCode(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  card_id: string,
  now: Date,
): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer; expires_at: Date }>(
    "DELETE FROM vault_security_codes WHERE merchant_id = $1 AND livemode = $2 AND card_id = $3 RETURNING sealed, expires_at",
    [merchant_id, livemode, card_id],
  );
  const found = rows[0];
  return found !== undefined && found.expires_at > now ? found.sealed : undefined;
}

/** Forgets the codes, of every merchant, that were never used in time. Answers how many. */
export async function deleteExpiredSecurityCodes(db: Queryable, now: Date): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "WITH gone AS (DELETE FROM vault_security_codes WHERE expires_at <= $1 RETURNING 1) SELECT count(*) AS count FROM gone",
    [now],
  );
  return rows[0]?.count ?? 0;
}
