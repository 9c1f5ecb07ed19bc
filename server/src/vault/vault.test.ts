import { expect, test } from "vitest";
import type { Database, Queryable } from "../db/types.ts";
import type { Scope } from "../kit/scope.ts";
import { masterKeyWrapper } from "./master-key.ts";
import { createVault, type Vault } from "./vault.ts";

const scope: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const other_scope: Scope = { ...scope, merchant_id: "0198a000-0000-7000-8000-000000000002" };

const ACCOUNT = {
  account_number: "000123456789",
  routing_number: "110000000",
  account_holder_type: "individual",
  account_type: "checking",
} as const;
const CARD = { number: "4242424242424242", exp_month: 12, exp_year: 2034 };

/** A vault on a table of two columns: the id, and what is sealed under it. */
function openVault(): { vault: Vault; db: Queryable; entries: Map<string, Buffer> } {
  const entries = new Map<string, Buffer>();
  const query = async (text: string, values: readonly unknown[] = []) => {
    const id = values[2] as string;
    if (text.startsWith("INSERT INTO vault_entries")) entries.set(id, values[3] as Buffer);
    return text.startsWith("SELECT sealed") && entries.has(id) ? [{ sealed: entries.get(id) }] : [];
  };
  const db = { query } as unknown as Database;
  let made = 0;
  const master_key = Buffer.alloc(32, 7);
  const vault = createVault({
    db,
    clock: { now: () => new Date(0), monotonic_ms: () => 0 },
    new_id: () => `0198a000-0000-7000-8000-${String(++made).padStart(12, "0")}`,
    keys: masterKeyWrapper(master_key),
    master_key,
  });
  return { vault, db, entries };
}

test("a bank account opens again as it was sealed, and its number is not in what is kept", async () => {
  const { vault, db, entries } = openVault();
  const { vault_entry_id } = await vault.storeBankAccount(db, scope, ACCOUNT);
  expect(await vault.revealBankAccount(scope, vault_entry_id)).toEqual(ACCOUNT);
  const sealed = entries.get(vault_entry_id);
  for (const part of [ACCOUNT.account_number, ACCOUNT.routing_number]) {
    expect(sealed?.includes(part)).toBe(false);
  }
});

test("a bank account never opens as a card, nor a card as a bank account, nor either for another merchant", async () => {
  const { vault, db } = openVault();
  const account = await vault.storeBankAccount(db, scope, ACCOUNT);
  const card = await vault.storeCard(db, scope, CARD, null);
  await expect(vault.revealCard(scope, account.vault_entry_id)).rejects.toThrow();
  await expect(vault.revealBankAccount(scope, card.vault_entry_id)).rejects.toThrow();
  await expect(vault.revealBankAccount(other_scope, account.vault_entry_id)).rejects.toThrow();
  expect(await vault.revealCard(scope, card.vault_entry_id)).toEqual(CARD);
});

test("the fingerprint is the same for the same account at the same bank and merchant, and for nothing else", async () => {
  const { vault, db } = openVault();
  const fingerprintOf = async (account: object, of: Scope = scope) =>
    (await vault.storeBankAccount(db, of, { ...ACCOUNT, ...account })).fingerprint;
  const first = await fingerprintOf({});
  expect(await fingerprintOf({ account_type: "savings" })).toBe(first);
  const others = await Promise.all([
    fingerprintOf({ account_number: "000123456780" }),
    fingerprintOf({ routing_number: "021000021" }),
    fingerprintOf({}, other_scope),
    fingerprintOf({}, { ...scope, livemode: true }),
  ]);
  expect(new Set([first, ...others]).size).toBe(5);
});
