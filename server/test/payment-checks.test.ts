import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../src/db/types.ts";
import { openTestDatabase } from "./support/database.ts";

const ID = "01890000-0000-7000-8000-00000000000a";
const WHERE_AND_WHEN = { merchant_id: ID, livemode: false, id: ID, created_at: new Date("2030-01-01") };

const GOOD: Record<string, Record<string, unknown>> = {
  payment_intents: {
    ...WHERE_AND_WHEN,
    version: 1,
    status: "succeeded",
    amount: 100,
    amount_received: 100,
    amount_refunded: 40,
    tax_amount: 20,
    currency: "usd",
    capture_method: "automatic",
    payment_method_types: ["card"],
    metadata: {},
    off_session: false,
  },
  payment_attempts: {
    ...WHERE_AND_WHEN,
    payment_intent_id: ID,
    payment_method_id: ID,
    connector: "simulator",
    status: "approved",
    amount: 100,
    currency: "usd",
    resolve_at: new Date("2030-01-01"),
  },
  ledger_entries: {
    ...WHERE_AND_WHEN,
    kind: "payment",
    payment_intent_id: ID,
    currency: "usd",
    accounts: ["acquirer_receivable", "merchant_payable"],
    amounts: [100, -100],
  },
};

let db: Database;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

/** Inserts a row, and takes it back. */
async function tryRow(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  const undone = new Error("The row was accepted.");
  await db.transaction(async (transaction) => {
    await transaction.query(
      `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
      Object.values(row),
    );
    throw undone;
  });
}

test.each(Object.keys(GOOD))("a row of %s that makes sense is accepted", async (table) => {
  await expect(tryRow(table, GOOD[table] ?? {})).rejects.toThrow("The row was accepted.");
});

test.each([
  ["a status that no payment has", "payment_intents", { status: "paid" }],
  ["a way of capturing that there is not", "payment_intents", { capture_method: "never" }],
  [
    "a payment of nothing",
    "payment_intents",
    { amount: 0, amount_received: 0, amount_refunded: 0, tax_amount: 0 },
  ],
  ["a payment of more than can be charged", "payment_intents", { amount: 100_000_000 }],
  ["more received than was asked for", "payment_intents", { amount_received: 101 }],
  ["more given back than was received", "payment_intents", { amount_refunded: 101 }],
  ["less than nothing given back", "payment_intents", { amount_refunded: -1 }],
  ["more tax than the amount", "payment_intents", { tax_amount: 101 }],
  ["less tax than none", "payment_intents", { tax_amount: -1 }],
  ["a status that no attempt has", "payment_attempts", { status: "paid" }],
  ["an attempt to collect nothing", "payment_attempts", { amount: 0 }],
  ["an entry of no known kind", "ledger_entries", { kind: "gift" }],
  ["an entry that does not balance", "ledger_entries", { amounts: [100, -99] }],
  ["an entry with an amount of no account", "ledger_entries", { amounts: [100, -50, -50] }],
  ["an entry with one side", "ledger_entries", { accounts: ["merchant_payable"], amounts: [0] }],
  [
    "an entry of nine postings",
    "ledger_entries",
    { accounts: Array(9).fill("tax_payable"), amounts: Array(9).fill(0) },
  ],
])("the database itself refuses %s", async (_name, table, wrong) => {
  await expect(tryRow(table, { ...GOOD[table], ...wrong })).rejects.toMatchObject({ code: "23514" });
});

test("what makes no sense is refused in a change as well", async () => {
  const change = db.transaction(async (transaction) => {
    const row = GOOD.payment_attempts ?? {};
    const names = Object.keys(row);
    await transaction.query(
      `INSERT INTO payment_attempts (${names.join(", ")}) VALUES (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
      Object.values(row),
    );
    await transaction.query("UPDATE payment_attempts SET status = 'paid'");
  });
  await expect(change).rejects.toMatchObject({ code: "23514" });
});
