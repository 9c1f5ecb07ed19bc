import { expect } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import type { HeaderFields, HttpAnswer, OnerwayBody } from "./http.ts";
import type { TestMerchant, TestServer } from "./server.ts";
import { makeIntent } from "./shop.ts";

/** Accounts at the bank of test mode. */
export const ACCOUNTS = {
  good: "000123456789",
  closed: "000111111113",
  missing: "000111111116",
  empty: "000222222227",
  unauthorized: "000333333335",
  other_currency: "000444444440",
  paid_and_disputed: "000555555559",
  silent: "000000000009",
} as const;

/** Longer than the simulated bank takes. */
export const BANK_MS = 10_000;
/** How long a test waits for a worker. */
export const PATIENCE = { timeout: 60_000, interval: 20 };

/** What a bank account payment method is made of. */
export function bankAccount(account_number: string, fields: object = {}) {
  return {
    type: "us_bank_account",
    us_bank_account: {
      account_number,
      routing_number: "110000000",
      account_holder_type: "individual",
      ...fields,
    },
    billing_details: { name: "Ada Lovelace", email: "ada@example.com" },
  };
}

export async function makeBankAccount(
  { onerway }: TestMerchant,
  account_number: string,
  fields: object = {},
): Promise<string> {
  const { status, text, body } = await onerway.post("/payment_methods", bankAccount(account_number, fields));
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body.id;
}

/** An intent that may be paid from a bank account. */
export function makeBankIntent(merchant: TestMerchant, fields: object = {}): Promise<string> {
  return makeIntent(merchant, { payment_method_types: ["card", "us_bank_account"], ...fields });
}

export function confirm(
  { onerway }: TestMerchant,
  intent: string,
  payment_method: string,
  headers: HeaderFields = {},
): Promise<HttpAnswer<OnerwayBody>> {
  return onerway.post(`/payment_intents/${intent}/confirm`, { payment_method }, headers);
}

export async function statusOf({ onerway }: TestMerchant, intent: string): Promise<string> {
  return (await onerway.get(`/payment_intents/${intent}`)).body.status;
}

/** A payment from the account of that number, which the bank has not answered yet. Answers its id. */
export async function debit(merchant: TestMerchant, account_number: string): Promise<string> {
  const intent = await makeBankIntent(merchant);
  const answer = await confirm(merchant, intent, await makeBankAccount(merchant, account_number));
  if (answer.body.status !== "processing") throw new Error(`${answer.status} ${answer.text}`);
  return intent;
}

/** Lets the bank's days go by, until the payment is what it is expected to be. */
export async function untilBankAnswers(
  server: TestServer,
  merchant: TestMerchant,
  intent: string,
  status: string,
): Promise<void> {
  server.clock.advance(BANK_MS);
  await expect.poll(() => statusOf(merchant, intent), PATIENCE).toBe(status);
}

/** The types of a payment's events, in their order. */
export async function eventsOf({ db }: TestServer, intent: string): Promise<string[]> {
  const rows = await db.query<{ type: string }>(
    "SELECT type FROM events WHERE object_id = $1 ORDER BY sequence",
    [parseId("payment_intent", intent)],
  );
  return rows.map(({ type }) => type);
}
