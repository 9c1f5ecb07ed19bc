import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Finding } from "../../src/core/ledger-proof/finding.ts";
import { parseId } from "../../src/kit/ids.ts";
import { ACCOUNTS, debit, untilBankAnswers } from "../support/bank-accounts.ts";
import { authorizedIntent, capture } from "../support/captures.ts";
import { disputedPayment, untilStatus } from "../support/disputes.ts";
import { damage, newShop, prove, sealAll } from "../support/proof.ts";
import {
  getRefund,
  paidIntent,
  paidSession,
  refund,
  SLOW_REFUND_CARDS,
  SLOW_REFUND_MS,
} from "../support/refunds.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";

const server = useTestServer();
const PATIENCE = { timeout: 60_000, interval: 50 };

const idOf = (payment_id: string) => parseId("payment_intent", payment_id) ?? "";

/** A shop with two sealed payments of 20.00 USD, and the ids of their entries. */
async function sealedShop(): Promise<{ shop: TestMerchant; payments: string[]; entries: string[] }> {
  const shop = await newShop(server);
  const payments = [await paidIntent(shop), await paidIntent(shop)];
  await sealAll(server.core);
  const rows = await server.db.query<{ id: string }>(
    "SELECT id FROM ledger_entries WHERE merchant_id = $1 ORDER BY id",
    [shop.scope.merchant_id],
  );
  return { shop, payments: payments.map(idOf), entries: rows.map(({ id }) => id) };
}

async function findingsOf({ scope }: TestMerchant): Promise<readonly Finding[]> {
  const { holds, findings, finding_count } = await prove(server.core, scope.merchant_id);
  expect(holds).toBe(findings.length === 0);
  expect(finding_count).toBe(findings.length);
  return findings;
}

test("whatever moves money is booked, and the proof says so: sales, tax, captures, debits, refunds, disputes", async () => {
  const { direct, mor } = server;
  await paidIntent(direct);
  await paidSession(server, mor);
  const taxed = await paidSession(server, mor, { buyer_country: "DE" });
  await refund(mor, taxed, { amount: 333 });
  await refund(mor, taxed, { amount: 100 });
  await capture(direct, await authorizedIntent(direct), { amount_to_capture: 777 });
  await authorizedIntent(direct);
  await untilBankAnswers(server, direct, await debit(direct, ACCOUNTS.good), "succeeded");
  const in_vain = await refund(direct, await paidIntent(direct, SLOW_REFUND_CARDS.fails_later));
  server.clock.advance(SLOW_REFUND_MS);
  await vi.waitFor(
    async () => expect((await getRefund(direct, in_vain.body.data.id)).status).toBe("failed"),
    PATIENCE,
  );
  const { dispute } = await disputedPayment(server, direct);
  await direct.onerway.post(`/disputes/${dispute.id}`, {
    evidence: { uncategorized_text: "winning_evidence" },
  });
  await untilStatus(server, direct, dispute.id, "won");
  await disputedPayment(server, direct);
  const kinds = await server.db.query<{ kind: string }>(
    "SELECT DISTINCT kind FROM ledger_entries ORDER BY 1",
  );
  expect(kinds.map(({ kind }) => kind)).toEqual([
    "dispute",
    "dispute_reversal",
    "payment",
    "refund",
    "refund_reversal",
  ]);
  await sealAll(server.core);
  const verdict = await prove(server.core);
  expect(verdict.findings).toEqual([]);
  const [of_direct, of_mor] = [direct, mor].map(({ scope }) =>
    verdict.books.find((books) => books.merchant_id === scope.merchant_id),
  );
  expect(of_direct).toMatchObject({
    name: "Aurora Supply",
    unsealed: 0,
    head: { sequence: of_direct?.seals },
  });
  expect(of_direct?.balances.USD?.acquirer_receivable).toBe(2000 + 777 + 2000 + 2000 + 2000);
  expect(of_mor?.balances.USD).toEqual({
    acquirer_receivable: 1079 + 999 - 433,
    merchant_payable: -999 - 839 + 364,
    tax_payable: -80 - 160 + 69,
  });
});

describe("while no worker seals what is new", () => {
  beforeAll(() => server.stopWorker());

  test("entries that wait for the worker are no fault, and are counted", async () => {
    const { shop } = await sealedShop();
    await paidIntent(shop);
    const { holds, books } = await prove(server.core, shop.scope.merchant_id);
    expect(holds).toBe(true);
    expect(books).toMatchObject([{ entries: 3 }]);
  });

  test("an entry that was changed after it was sealed is named, with what it should book", async () => {
    const { shop, entries, payments } = await sealedShop();
    await damage(
      server.core,
      "UPDATE ledger_entries SET amounts = '{1900,-1900}' WHERE merchant_id = $1 AND id = $2",
      [shop.scope.merchant_id, entries[0]],
    );
    expect(await findingsOf(shop)).toEqual([
      {
        ...shop.scope,
        problems: ["tampered", "wrong"],
        entry_id: entries[0],
        payment_intent_id: payments[0],
        seal_sequence: expect.any(Number),
        explanation: expect.stringContaining(
          "It books USD acquirer_receivable 1900, merchant_payable -1900, but what happened is USD acquirer_receivable 2000, merchant_payable -2000.",
        ),
      },
    ]);
  });

  test.each([
    ["the time", "created_at = created_at - interval '1 day'"],
    ["an account", "accounts = '{acquirer_receivable,tax_payable}'"],
    ["the currency", "currency = 'EUR'"],
  ])("a change of %s alone is found too", async (_name, change) => {
    const { shop, entries } = await sealedShop();
    await damage(server.core, `UPDATE ledger_entries SET ${change} WHERE merchant_id = $1 AND id = $2`, [
      shop.scope.merchant_id,
      entries[1],
    ]);
    const [found, ...more] = await findingsOf(shop);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ entry_id: entries[1], problems: expect.arrayContaining(["tampered"]) });
  });

  test("a change of an entry, of the payment and of the attempt alike does not deceive the seal", async () => {
    const { shop, entries, payments } = await sealedShop();
    const { merchant_id } = shop.scope;
    const values = [merchant_id, payments[0]];
    await damage(
      server.core,
      "UPDATE ledger_entries SET amounts = '{100,-100}' WHERE merchant_id = $1 AND payment_intent_id = $2",
      values,
    );
    await damage(
      server.core,
      "UPDATE payment_attempts SET amount = 100 WHERE merchant_id = $1 AND payment_intent_id = $2",
      values,
    );
    await damage(
      server.core,
      "UPDATE payment_intents SET amount = 100, amount_received = 100 WHERE merchant_id = $1 AND id = $2",
      values,
    );
    expect(await findingsOf(shop)).toMatchObject([{ problems: ["tampered"], entry_id: entries[0] }]);
  });

  test("an entry that is missing is named by what it was for, sealed or not", async () => {
    const { shop, entries, payments } = await sealedShop();
    await damage(server.core, "DELETE FROM ledger_entries WHERE merchant_id = $1 AND id = $2", [
      shop.scope.merchant_id,
      entries[1],
    ]);
    const unsealed = idOf(await paidIntent(shop));
    await damage(
      server.core,
      "DELETE FROM ledger_entries WHERE merchant_id = $1 AND payment_intent_id = $2",
      [shop.scope.merchant_id, unsealed],
    );
    expect(await findingsOf(shop)).toEqual([
      expect.objectContaining({
        problems: ["missing"],
        entry_id: entries[1],
        payment_intent_id: payments[1],
        explanation: expect.stringMatching(
          /^It was sealed \(seal \d+\), and is gone\. A payment of 2000 USD has happened, and is not booked\.$/,
        ),
      }),
      expect.objectContaining({
        problems: ["missing"],
        payment_intent_id: unsealed,
        explanation: "A payment of 2000 USD has happened, and is not booked.",
      }),
    ]);
  });

  test("refunds that are not booked are named, and so are those that are booked and never succeeded", async () => {
    const { shop } = await sealedShop();
    const { merchant_id } = shop.scope;
    const payment_id = await paidIntent(shop);
    const unbooked = parseId("refund", (await refund(shop, payment_id, { amount: 500 })).body.data.id);
    const undone = parseId("refund", (await refund(shop, payment_id, { amount: 600 })).body.data.id);
    await damage(server.core, "DELETE FROM ledger_entries WHERE merchant_id = $1 AND id = $2", [
      merchant_id,
      unbooked,
    ]);
    await damage(server.core, "UPDATE refunds SET status = 'failed' WHERE merchant_id = $1 AND id = $2", [
      merchant_id,
      undone,
    ]);
    expect(await findingsOf(shop)).toEqual([
      expect.objectContaining({
        problems: ["orphan"],
        entry_id: undone,
        explanation: "It books a refund that has not happened.",
      }),
      expect.objectContaining({
        problems: ["missing"],
        entry_id: unbooked,
        explanation: "A refund of 500 USD has happened, and is not booked.",
      }),
    ]);
  });

  const INSERT_COPY = `INSERT INTO ledger_entries (merchant_id, livemode, id, kind, payment_intent_id, currency, accounts, amounts, created_at)
  SELECT merchant_id, livemode, $3, kind, coalesce($4, payment_intent_id), currency, accounts, amounts, created_at
    FROM ledger_entries WHERE merchant_id = $1 AND id = $2`;

  test("a payment that is booked twice is named with the entry that is right", async () => {
    const { shop, entries, payments } = await sealedShop();
    const second = server.core.new_id();
    await damage(server.core, INSERT_COPY, [shop.scope.merchant_id, entries[0], second, null]);
    await sealAll(server.core);
    expect(await findingsOf(shop)).toMatchObject([
      {
        problems: ["doubled"],
        entry_id: second,
        payment_intent_id: payments[0],
        explanation: `It books a payment of this payment once more: the entry of that is ${entries[0]}.`,
      },
    ]);
  });

  test("an entry that stands for nothing is named", async () => {
    const { shop, entries } = await sealedShop();
    const [invented, nobody] = [server.core.new_id(), server.core.new_id()];
    await damage(server.core, INSERT_COPY, [shop.scope.merchant_id, entries[0], invented, nobody]);
    expect(await findingsOf(shop)).toMatchObject([{ problems: ["orphan"], entry_id: invented }]);
  });

  test("an entry that is out of balance is named, even when the database was made to accept it", async () => {
    const { shop, entries } = await sealedShop();
    await server.db.query("ALTER DOMAIN balanced_amounts DROP CONSTRAINT ledger_entry_is_balanced");
    await damage(
      server.core,
      "UPDATE ledger_entries SET amounts = '{2000,-1999}' WHERE merchant_id = $1 AND id = $2",
      [shop.scope.merchant_id, entries[0]],
    );
    const [found] = await findingsOf(shop);
    expect(found?.problems).toEqual(["tampered", "unbalanced", "wrong"]);
  });

  test("tax that is booked otherwise than it was sold is named, although payment and entry agree", async () => {
    const payment_id = idOf(await paidSession(server, server.mor));
    const { merchant_id } = server.mor.scope;
    const values = [merchant_id, payment_id];
    await damage(
      server.core,
      "UPDATE ledger_entries SET amounts = '{1079,-1000,-79}' WHERE merchant_id = $1 AND payment_intent_id = $2",
      values,
    );
    await damage(
      server.core,
      "UPDATE payment_intents SET tax_amount = 79 WHERE merchant_id = $1 AND id = $2",
      values,
    );
    const { findings } = await prove(server.core, merchant_id);
    expect(findings).toMatchObject([
      {
        payment_intent_id: payment_id,
        problems: expect.arrayContaining(["contradiction"]),
        explanation: expect.stringContaining(
          "The payment holds 79 of tax, but by its checkout session it is 80.",
        ),
      },
    ]);
  });

  test("a payment that says that it was paid, and was not, is named", async () => {
    const { shop } = await sealedShop();
    const answer = await shop.onerway.post("/payment_intents", { amount: 2000, currency: "usd" });
    const payment_intent_id = idOf(answer.body.id);
    await damage(
      server.core,
      "UPDATE payment_intents SET status = 'succeeded', amount_received = amount WHERE merchant_id = $1 AND id = $2",
      [shop.scope.merchant_id, payment_intent_id],
    );
    expect(await findingsOf(shop)).toMatchObject([{ problems: ["contradiction"], payment_intent_id }]);
  });

  test("the proof sees one instant: payments that are taken meanwhile raise no alarm", async () => {
    const { shop } = await sealedShop();
    const [verdict] = await Promise.all([
      prove(server.core),
      ...Array.from({ length: 5 }, () => paidIntent(shop, CARDS.good)),
      sealAll(server.core),
    ]);
    expect(verdict.findings.filter(({ merchant_id }) => merchant_id === shop.scope.merchant_id)).toEqual([]);
  });
});
