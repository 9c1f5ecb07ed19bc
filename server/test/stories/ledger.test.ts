import { describe, expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { DOORS, SALE_AMOUNT } from "../support/doors.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  makePrice,
  makeSession,
  type OpenSession,
  payAtCashier,
} from "../support/shop.ts";

const server = useTestServer();

interface Entry {
  merchant_id: string;
  currency: string;
  postings: Record<string, number>;
}

async function entriesOf(intent_id: string): Promise<Entry[]> {
  const rows = await server.db.query<{
    merchant_id: string;
    currency: string;
    accounts: string[];
    amounts: string[];
  }>("SELECT merchant_id, currency, accounts, amounts FROM ledger_entries WHERE payment_intent_id = $1", [
    parseId("payment_intent", intent_id),
  ]);
  return rows.map(({ merchant_id, currency, accounts, amounts }) => ({
    merchant_id,
    currency,
    postings: Object.fromEntries(accounts.map((account, index) => [account, Number(amounts[index])])),
  }));
}

async function intentOf({ faststar }: TestMerchant, { id }: OpenSession): Promise<string> {
  const { body } = await faststar.get(`/public/checkout/sessions/${id}`);
  return body.data.session.payment_intent_id ?? "";
}

test("a sale of a Merchant of Record is booked with its tax", async () => {
  const open = await makeSession(server.mor);
  await payAtCashier(server, open, CARDS.good);
  expect(await entriesOf(await intentOf(server.mor, open))).toEqual([
    {
      merchant_id: server.mor.scope.merchant_id,
      currency: "USD",
      postings: { acquirer_receivable: 1079, merchant_payable: -999, tax_payable: -80 },
    },
  ]);
});

test("where the tax is in the price, the merchant is owed what is left of it", async () => {
  const line_items = [{ price_id: await makePrice(server.mor, { unit_amount: 1000, currency: "EUR" }) }];
  const open = await makeSession(server.mor, { line_items, buyer_country: "DE" });
  await payAtCashier(server, open, CARDS.good, { country: "DE" });
  expect(await entriesOf(await intentOf(server.mor, open))).toMatchObject([
    { currency: "EUR", postings: { acquirer_receivable: 1000, merchant_payable: -840, tax_payable: -160 } },
  ]);
});

test("what is booked is what the buyer's last address made of the price", async () => {
  const open = await makeSession(server.mor, { buyer_country: "DE" });
  const shown = await payAtCashier(server, open, CARDS.good, { country: "US", region: "OR" });
  expect(shown.status).toBe(200);
  expect(await entriesOf(await intentOf(server.mor, open))).toMatchObject([
    { postings: { acquirer_receivable: 999, merchant_payable: -999 } },
  ]);
});

test("a buyer never pays another total than the one on the button", async () => {
  const open = await makeSession(server.mor, { buyer_country: "DE" });
  const refused = await payAtCashier(server, open, CARDS.good, { country: "US" });
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({ error: { code: "amount_changed" }, view: { amount_total: 1079 } });
  const paid = await payAtCashier(server, open, CARDS.good, { country: "US", expected_total: 1079 });
  expect(paid.body).toMatchObject({ status: "complete", amount_tax: 80, amount_total: 1079 });
});

test("tax that a direct merchant asks for is the merchant's own", async () => {
  const open = await makeSession(server.direct, { automatic_tax: true });
  await payAtCashier(server, open, CARDS.good);
  expect(await entriesOf(await intentOf(server.direct, open))).toMatchObject([
    { postings: { acquirer_receivable: 1079, merchant_payable: -1079 } },
  ]);
});

describe.each(DOORS)("what a direct merchant sells through $name", (door) => {
  test("is booked once, and all of it is the merchant's", async () => {
    const sale = await door.open(server, server.direct);
    await sale.tryToPay(CARDS.declined);
    await sale.tryToPay(CARDS.good);
    await sale.tryToPay(CARDS.good);
    const { merchant_id } = server.direct.scope;
    const postings = { acquirer_receivable: SALE_AMOUNT, merchant_payable: -SALE_AMOUNT };
    expect(await entriesOf(await sale.intent_id())).toEqual([{ merchant_id, currency: "USD", postings }]);
  });

  test("is not booked when the card is declined, nor before the buyer has authenticated", async () => {
    const sale = await door.open(server, server.direct);
    await sale.tryToPay(CARDS.declined);
    const { challenge_url } = await sale.tryToPay(CARDS.challenge);
    expect(await entriesOf(await sale.intent_id())).toEqual([]);
    await answerChallenge(challenge_url ?? "", "approve");
    expect(await entriesOf(await sale.intent_id())).toHaveLength(1);
  });
});

test("the books balance, and hold one entry for each approval of the acquirer", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  expect(books.sums).toEqual([
    { currency: "EUR", sum: 0 },
    { currency: "USD", sum: 0 },
  ]);
  const approved = (await server.journal()).filter(({ kind }) => kind === "approved");
  expect(books.entries).toBe(approved.length);
  const booked = await server.db.query<{ id: string; amount: number; currency: string }>(
    "SELECT id, amounts[1] AS amount, currency FROM ledger_entries ORDER BY id",
  );
  const known = approved.map(({ reference, amount, currency }) => ({ id: reference, amount, currency }));
  expect(booked).toEqual(known.sort((left, right) => (left.id < right.id ? -1 : 1)));
});

test.each([
  ["does not balance", "{acquirer_receivable,merchant_payable}", "{1000,-999}", /ledger_entry_is_balanced/],
  ["has one posting", "{acquirer_receivable}", "{0}", /ledger_entry_has_two_to_eight_amounts/],
  ["has no postings", "{}", "{}", /ledger_entry_has_two_to_eight_amounts/],
  [
    "has an amount too many",
    "{acquirer_receivable,merchant_payable}",
    "{1,-1,0}",
    /ledger_entry_has_one_amount/,
  ],
])("the database itself refuses an entry that %s", async (_name, accounts, amounts, complaint) => {
  const { merchant_id, livemode } = server.direct.scope;
  const id = server.core.new_id();
  const insert = server.db.query(
    `INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
     VALUES ($1, $2, $3, 'payment', $3, 'USD', $4, $5, $6)`,
    [merchant_id, livemode, id, accounts, amounts, server.clock.now()],
  );
  await expect(insert).rejects.toThrow(complaint);
});
