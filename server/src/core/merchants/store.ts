import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { ApiKeyKind } from "./api-key.ts";
import type { Merchant } from "./merchant.ts";

const MERCHANT_COLUMNS = "merchant_id, name, mode, plan, requests_per_minute";

export interface KeyOwner {
  readonly merchant: Merchant;
  readonly livemode: boolean;
  readonly kind: ApiKeyKind;
}

/** Makes a merchant, or brings an existing one's description up to date. */
export async function upsertMerchant(db: Queryable, merchant: Merchant, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO merchants (${MERCHANT_COLUMNS}, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (merchant_id) DO UPDATE
        SET name = EXCLUDED.name, mode = EXCLUDED.mode, plan = EXCLUDED.plan, requests_per_minute = EXCLUDED.requests_per_minute`,
    [merchant.merchant_id, merchant.name, merchant.mode, merchant.plan, merchant.requests_per_minute, now],
  );
}

export async function findMerchant(db: Queryable, merchant_id: string): Promise<Merchant | undefined> {
  const rows = await db.query<Merchant>(`SELECT ${MERCHANT_COLUMNS} FROM merchants WHERE merchant_id = $1`, [
    merchant_id,
  ]);
  return rows[0];
}

export interface NewApiKey {
  readonly merchant_id: string;
  readonly livemode: boolean;
  readonly kind: ApiKeyKind;
  readonly key_hash: Buffer;
  readonly hint: string;
  /** Of a publishable key: the key itself, sealed, so that it can be told again. */
  readonly sealed?: Buffer;
}

export async function insertApiKey(db: Queryable, key: NewApiKey, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO api_keys (key_hash, merchant_id, livemode, kind, hint, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (key_hash) DO UPDATE SET sealed = EXCLUDED.sealed
      WHERE api_keys.sealed IS NULL AND EXCLUDED.sealed IS NOT NULL`,
    [key.key_hash, key.merchant_id, key.livemode, key.kind, key.hint, key.sealed ?? null, now],
  );
}

/** The merchant's newest publishable key that can be told again, sealed. */
export async function findSealedPublishableKey(
  db: Queryable,
  { merchant_id, livemode }: Scope,
): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer }>(
    `SELECT sealed FROM api_keys
      WHERE merchant_id = $1 AND livemode = $2 AND kind = 'publishable' AND sealed IS NOT NULL AND revoked_at IS NULL
      ORDER BY created_at DESC LIMIT 1`,
    [merchant_id, livemode],
  );
  return rows[0]?.sealed;
}

/** Keeps others from making keys of the merchant until the transaction ends. */
export async function lockMerchant(transaction: Queryable, merchant_id: string): Promise<void> {
  await transaction.query("SELECT 1 FROM merchants WHERE merchant_id = $1 FOR UPDATE", [merchant_id]);
}

export async function findKeyOwner(db: Queryable, key_hash: Buffer): Promise<KeyOwner | undefined> {
  const rows = await db.query<Merchant & { livemode: boolean; kind: ApiKeyKind }>(
    `SELECT livemode, kind, ${MERCHANT_COLUMNS.split(", ")
      .map((column) => `merchant.${column}`)
      .join(", ")}
       FROM api_keys AS key JOIN merchants AS merchant ON merchant.merchant_id = key.merchant_id
      WHERE key.key_hash = $1 AND key.revoked_at IS NULL`,
    [key_hash],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { livemode, kind, ...merchant } = row;
  return { merchant, livemode, kind };
}

export interface ListedKey {
  merchant_id: string;
  name: string;
  mode: string;
  livemode: boolean;
  kind: ApiKeyKind;
  hint: string;
  created_at: Date;
}

/** Every key that works, of all merchants, without the keys themselves: for the operator's command line. */
export async function listApiKeys(db: Queryable): Promise<ListedKey[]> {
  return db.query<ListedKey>(
    `SELECT merchant.merchant_id, merchant.name, merchant.mode, key.livemode, key.kind, key.hint, key.created_at
       FROM api_keys AS key JOIN merchants AS merchant ON merchant.merchant_id = key.merchant_id
      WHERE key.revoked_at IS NULL ORDER BY merchant.created_at, merchant.merchant_id, key.created_at`,
  );
}
