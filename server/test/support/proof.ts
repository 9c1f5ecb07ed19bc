import type { Core } from "../../src/core/core.ts";
import type { KeptHead, LedgerVerdict } from "../../src/core/ledger-proof/verify.ts";
import { verifyLedger } from "../../src/core/ledger-proof/verify.ts";
import type { Queryable } from "../../src/db/types.ts";
import { formatId } from "../../src/kit/ids.ts";
import { sealEntries } from "../../src/ledger/seals/seal-entries.ts";
import { liftGuards } from "./append-only.ts";
import { faststarClient, onerwayClient } from "./http.ts";
import { newMerchant } from "./new-merchant.ts";
import type { TestMerchant, TestServer } from "./server.ts";

type Parts = Pick<Core, "db" | "clock" | "vault">;

/** Seals everything that can be seen now, however many workers are at it. */
export async function sealAll(core: Parts): Promise<void> {
  const unsealed = async () => {
    const rows = await core.db.query<{ count: number }>(
      "SELECT count(*) AS count FROM ledger_entries LEFT JOIN ledger_sealed_entries AS sealed USING (merchant_id, livemode, id) WHERE sealed.id IS NULL",
    );
    return rows[0]?.count ?? 0;
  };
  for (let run = 0; run < 100 && (await unsealed()) > 0; run++) await sealEntries(core);
}

export function prove(
  core: Parts,
  merchant_id: string | null = null,
  kept_heads: readonly KeptHead[] = [],
): Promise<LedgerVerdict> {
  return verifyLedger(core, { merchant_id, kept_heads });
}

/** Does what only somebody with all rights on the database can do. */
export async function damage(
  { db }: Parts,
  statement: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await db.transaction(async (transaction: Queryable) => {
    await liftGuards(transaction);
    const rows = await transaction.query(`${statement} RETURNING 1`, values);
    if (rows.length === 0) throw new Error(`Nothing was damaged by ${statement}`);
  });
}

/** A merchant of its own whose books nobody else writes in. */
export async function newShop(server: TestServer): Promise<TestMerchant> {
  const secret_key = await newMerchant(server);
  const rows = await server.db.query<{ merchant_id: string }>(
    "SELECT merchant_id FROM merchants ORDER BY merchant_id DESC LIMIT 1",
  );
  const merchant_id = rows[0]?.merchant_id ?? "";
  return {
    merchant_id: formatId("merchant", merchant_id),
    secret_key,
    publishable_key: "",
    webhook_secret: "",
    scope: { merchant_id, livemode: false },
    faststar: faststarClient(server.url, secret_key),
    onerway: onerwayClient(server.url, secret_key),
  };
}
