import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import {
  ACCOUNTS,
  bankAccount,
  confirm,
  makeBankAccount,
  makeBankIntent,
  PATIENCE,
  untilBankAnswers,
} from "../support/bank-accounts.ts";
import { bodyOf, useReceiver } from "../support/receiver.ts";
import { charge, makeCustomer, saveCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { cashierState, makeSession, payWithSavedCard } from "../support/shop.ts";

const server = useTestServer();
const receiver = useReceiver();

/** A customer that has a bank account. */
async function customerWithAccount(): Promise<{ customer: string; account: string }> {
  const { direct } = server;
  const customer = await makeCustomer(direct);
  const account = await makeBankAccount(direct, ACCOUNTS.good);
  const attached = await direct.onerway.post(`/payment_methods/${account}/attach`, { customer });
  if (attached.status !== 200) throw new Error(`${attached.status} ${attached.text}`);
  return { customer, account };
}

test("a customer has cards and bank accounts, which can be listed together or apart", async () => {
  const { onerway } = server.direct;
  const { customer, account } = await customerWithAccount();
  const card = await saveCard(server, server.direct, customer);
  const ids = async (query: string) => {
    const { body } = await onerway.get(`/customers/${customer}/payment_methods${query}`);
    return body.data.map(({ id }) => id);
  };
  expect(await ids("")).toEqual([card, account]);
  expect(await ids("?type=card")).toEqual([card]);
  expect(await ids("?type=us_bank_account")).toEqual([account]);
  expect(await ids("?type=sepa_debit")).toEqual([]);
  const all = await onerway.get("/payment_methods?type=us_bank_account");
  expect(all.body.data.map(({ id }) => id)).toContain(account);
  expect(all.body.data.map(({ id }) => id)).not.toContain(card);
  const intent = await makeBankIntent(server.direct, { customer });
  expect((await confirm(server.direct, intent, account)).body.status).toBe("processing");
});

test("a bank account is attached without asking its bank, and detached for good", async () => {
  const { onerway } = server.direct;
  const asked = (await server.journal()).length;
  const { account, customer } = await customerWithAccount();
  expect((await onerway.get(`/payment_methods/${account}`)).body).toMatchObject({ customer });
  expect(await server.journal()).toHaveLength(asked);
  const detached = await onerway.post(`/payment_methods/${account}/detach`);
  expect(detached).toMatchObject({ status: 200, body: { customer: null, type: "us_bank_account" } });
  const intent = await makeBankIntent(server.direct);
  expect((await confirm(server.direct, intent, account)).status).toBe(404);
});

test("the holder's name can be given later, and a bank account never expires", async () => {
  const { onerway } = server.direct;
  const made = await onerway.post("/payment_methods", {
    ...bankAccount(ACCOUNTS.good),
    billing_details: {},
  });
  const path = `/payment_methods/${made.body.id}`;
  const named = await onerway.post(path, { billing_details: { name: "Ada Lovelace" } });
  expect(named).toMatchObject({
    status: 200,
    body: { billing_details: { name: "Ada Lovelace" }, us_bank_account: { last4: "6789" } },
  });
  const expiring = await onerway.post(path, { card: { exp_month: 6, exp_year: 2036 } });
  expect(expiring).toMatchObject({
    status: 400,
    body: { error: { code: "parameter_unknown", param: "card" } },
  });
  const intent = await makeBankIntent(server.direct);
  expect((await confirm(server.direct, intent, made.body.id)).body.status).toBe("processing");
});

test.each([
  ["pm_usBankAccount_success", "succeeded"],
  ["pm_usBankAccount_accountClosed", "requires_payment_method"],
])("a test account can be called by its name, %s: the payment is %s", async (name, status) => {
  const intent = await makeBankIntent(server.direct);
  const confirmed = await confirm(server.direct, intent, name);
  expect(confirmed).toMatchObject({
    status: 200,
    body: { status: "processing", payment_method: expect.stringMatching(/^pm_\w{22}$/) },
  });
  await untilBankAnswers(server, server.direct, intent, status);
});

test("FastStar shows and charges a customer's cards, and says clearly that it does not debit bank accounts", async () => {
  const { faststar } = server.direct;
  const { customer, account } = await customerWithAccount();
  const list = async () =>
    (await faststar.get(`/public/customers/${customer}/payment-methods?limit=1`)).body.data;
  expect(await list()).toMatchObject({ items: [], has_more: false });
  const without_card = await charge(server.direct, customer);
  expect(without_card).toMatchObject({
    status: 400,
    body: { error: { code: "parameter_missing", param: "payment_method_id" } },
  });
  const named = await charge(server.direct, customer, { payment_method_id: account });
  expect(named).toMatchObject({
    status: 400,
    body: { error: { code: "payment_method_incompatible", param: "payment_method_id" } },
  });
  expect(named.body.message).toMatch(/bank account.*only cards/);
  const chosen = await faststar.post(`/public/payment-methods/${account}/default`, {});
  expect(chosen).toMatchObject({
    status: 400,
    body: { error: { code: "payment_method_incompatible", param: "id" } },
  });

  const card = await saveCard(server, server.direct, customer);
  expect((await list()).items).toMatchObject([{ id: card, is_default: true }]);
  expect((await charge(server.direct, customer)).status).toBe(200);
});

test("when the default card goes, no bank account takes its place", async () => {
  const { faststar } = server.direct;
  const { customer, account } = await customerWithAccount();
  const card = await saveCard(server, server.direct, customer);
  expect((await faststar.delete(`/public/payment-methods/${card}`)).status).toBe(200);
  const { body } = await faststar.get(`/public/customers/${customer}`);
  expect(body.data.default_payment_method_id).toBeNull();
  expect((await faststar.delete(`/public/payment-methods/${account}`)).status).toBe(200);
  server.clock.advance(2 * 60 * 1000);
  await server.core.vault.forgetReleasedEntries();
  const kept = await server.db.query(
    "SELECT 1 FROM vault_entries JOIN payment_methods AS method ON method.vault_entry_id = vault_entries.id WHERE method.id = $1",
    [parseId("payment_method", account)],
  );
  expect(kept).toEqual([]);
});

test("the cashier offers cards, and takes no bank account", async () => {
  const { customer, account } = await customerWithAccount();
  const card = await saveCard(server, server.direct, customer);
  const open = await makeSession(server.direct, { customer_id: customer });
  expect((await cashierState(server, open)).body.saved_cards).toMatchObject([{ id: card }]);
  const refused = await payWithSavedCard(server, open, account);
  expect(refused).toMatchObject({ status: 409, body: { error: { code: "card_gone" } } });
  expect((await payWithSavedCard(server, open, card)).body.payment_status).toBe("paid");
});

test("a merchant is told when the bank is asked, and when it has paid", async () => {
  const { direct } = server;
  await direct.onerway.post("/webhook_endpoints", {
    url: receiver.url("/onerway"),
    enabled_events: ["payment_intent.processing", "payment_intent.succeeded"],
  });
  await direct.faststar.post("/merchant/webhook-endpoints", { url: receiver.url("/faststar") });
  const intent = await makeBankIntent(direct);
  await confirm(direct, intent, await makeBankAccount(direct, ACCOUNTS.good));
  const deliveries = (path: string) =>
    receiver.at(path).filter(({ raw_body }) => raw_body.toString().includes(intent));
  const told = (path: string) => deliveries(path).map((delivery) => bodyOf(delivery).type);
  await expect.poll(() => told("/onerway"), PATIENCE).toEqual(["payment_intent.processing"]);
  await untilBankAnswers(server, direct, intent, "succeeded");
  await expect.poll(() => told("/onerway"), PATIENCE).toContain("payment_intent.succeeded");
  await expect.poll(() => told("/faststar"), PATIENCE).toEqual(["payment.succeeded"]);
  const [processing] = deliveries("/onerway");
  expect(processing?.raw_body.toString()).toContain('"status":"processing"');
});
