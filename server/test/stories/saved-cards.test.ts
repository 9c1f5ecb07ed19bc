import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import {
  attach,
  beginSetup,
  charge,
  completeSetup,
  customerWithCard,
  makeCustomer,
  saveCard,
  setupPost,
  typeCard,
} from "../support/saved-cards.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

async function cardsOf({ faststar }: TestMerchant, customer: string) {
  return (await faststar.get(`/public/customers/${customer}/payment-methods`)).body.data.items;
}

async function defaultOf({ faststar }: TestMerchant, customer: string) {
  return (await faststar.get(`/public/customers/${customer}`)).body.data.default_payment_method_id;
}

test("a completed setup intent becomes a masked card of its customer, and their default", async () => {
  const { direct } = server;
  const customer = await makeCustomer(direct);
  const setup = await completeSetup(server, direct, customer);
  const { status, text, body } = await attach(direct, customer, setup.id);
  expect(status).toBe(200);
  expect(body.data).toEqual({
    id: expect.stringMatching(/^pm_[0-9A-Za-z]{22}$/),
    brand: "visa",
    last4: "4242",
    exp_month: 12,
    exp_year: 2034,
    customer_id: customer,
    is_default: true,
    created_at: expect.stringMatching(/Z$/),
  });
  expect(text).not.toContain(CARDS.good);
  expect(await cardsOf(direct, customer)).toEqual([body.data]);
  expect(await defaultOf(direct, customer)).toBe(body.data.id);
  // What is saved through one API is the customer's through the other.
  expect((await direct.onerway.get(`/payment_methods/${body.data.id}`)).body.customer).toBe(customer);
});

test("what is not completed, is another's or was used, is refused, and nothing is written", async () => {
  const { direct, mor } = server;
  const customer = await makeCustomer(direct);
  const used = await completeSetup(server, direct, customer);
  await attach(direct, customer, used.id);
  const untouched = await beginSetup(direct, customer);
  const challenged = await beginSetup(direct, customer);
  await typeCard(server, challenged, CARDS.challenge);
  const declined = await beginSetup(direct, customer);
  await typeCard(server, declined, CARDS.declined);
  const canceled = await beginSetup(direct, customer);
  await setupPost(server, canceled, "cancel");
  const of_other_customer = await completeSetup(server, direct, await makeCustomer(direct));
  const of_other_merchant = await completeSetup(server, mor, await makeCustomer(mor));
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  for (const { id } of [untouched, challenged, declined, canceled]) {
    const refused = await attach(direct, customer, id);
    expect(refused.status).toBe(400);
    expect(refused.body.error).toMatchObject({ code: "parameter_invalid", param: "setup_intent_id" });
    expect(refused.body.message).toMatch(/not complete: its status is/);
  }
  for (const id of [of_other_customer.id, of_other_merchant.id, "seti_0000000000000000000000", "seti_x"]) {
    const refused = await attach(direct, customer, id);
    expect(refused.status).toBe(404);
    expect(refused.body.error).toMatchObject({ code: "resource_missing", param: "setup_intent_id" });
  }
  const again = await attach(direct, customer, used.id);
  expect(again.status).toBe(409);
  expect(again.body.message).toMatch(/attached before/);
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test("twenty attaches at once attach once", async () => {
  const { direct } = server;
  const customer = await makeCustomer(direct);
  const setup = await completeSetup(server, direct, customer);
  const answers = await Promise.all(Array.from({ length: 20 }, () => attach(direct, customer, setup.id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
  expect(await cardsOf(direct, customer)).toHaveLength(1);
});

test("twenty first cards at once leave one default", async () => {
  const { direct } = server;
  const customer = await makeCustomer(direct);
  const setups = await Promise.all(Array.from({ length: 20 }, () => completeSetup(server, direct, customer)));
  const answers = await Promise.all(setups.map(({ id }) => attach(direct, customer, id)));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const cards = await cardsOf(direct, customer);
  expect(cards).toHaveLength(20);
  expect(cards.filter((card) => card.is_default).map(({ id }) => id)).toEqual([
    await defaultOf(direct, customer),
  ]);
});

test("another card can be made the default, again and again", async () => {
  const { direct } = server;
  const { customer, card: first } = await customerWithCard(server, direct);
  const second = await saveCard(server, direct, customer, "5555555555554444");
  expect(await defaultOf(direct, customer)).toBe(first);
  for (const chosen of [second, second, first]) {
    const answer = await direct.faststar.post(`/public/payment-methods/${chosen}/default`);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ id: chosen, is_default: true, customer_id: customer });
    expect(await defaultOf(direct, customer)).toBe(chosen);
  }
  expect(await cardsOf(direct, customer)).toMatchObject([
    { id: second, brand: "mastercard", is_default: false },
    { id: first, brand: "visa", is_default: true },
  ]);
});

test("a detached card is gone from its customer, and the default moves on until there is none", async () => {
  const { direct } = server;
  const { customer, card: first } = await customerWithCard(server, direct);
  const second = await saveCard(server, direct, customer);
  const third = await saveCard(server, direct, customer);
  const detach = (card: string) => direct.faststar.delete(`/public/payment-methods/${card}`);
  expect((await detach(second)).body.data).toEqual({ id: second, deleted: true });
  expect(await defaultOf(direct, customer)).toBe(first);
  await detach(first);
  expect(await defaultOf(direct, customer)).toBe(third);
  await detach(third);
  expect(await defaultOf(direct, customer)).toBeNull();
  expect(await cardsOf(direct, customer)).toEqual([]);
  const refusals = [
    await detach(first),
    await direct.faststar.post(`/public/payment-methods/${first}/default`),
    await charge(direct, customer, { payment_method_id: first }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([404, 404, 404]);
});

test("a detached card cannot be charged in any other way either", async () => {
  const { direct } = server;
  const { card: payment_method } = await customerWithCard(server, direct);
  const intent = await makeIntent(direct);
  await direct.faststar.delete(`/public/payment-methods/${payment_method}`);
  const before = (await server.journal()).length;
  const fields = { amount: 2000, currency: "usd", payment_method };
  const answers = [
    await direct.onerway.post("/payment_intents", fields),
    await direct.onerway.post("/payment_intents", { ...fields, confirm: true }),
    await direct.onerway.post(`/payment_intents/${intent}`, { payment_method }),
    await direct.onerway.post(`/payment_intents/${intent}/confirm`, { payment_method }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect((await server.journal()).length).toBe(before);
});

test("of a detachment and charges at once, every charge is made or refused, and none is left hanging", async () => {
  const { direct } = server;
  for (let round = 0; round < 4; round++) {
    const { customer, card } = await customerWithCard(server, direct);
    const charges = Array.from({ length: 6 }, () => charge(direct, customer, { payment_method_id: card }));
    const detached = await direct.faststar.delete(`/public/payment-methods/${card}`);
    expect(detached.status).toBe(200);
    for (const { status } of await Promise.all(charges)) expect([200, 404]).toContain(status);
    expect((await charge(direct, customer, { payment_method_id: card })).status).toBe(404);
  }
  expect(await server.db.query("SELECT 1 FROM payment_attempts WHERE status = 'pending'")).toEqual([]);
});

test("the vault forgets the number of a detached card after a minute, and of no other", async () => {
  const { direct } = server;
  const { customer, card } = await customerWithCard(server, direct);
  const kept = await saveCard(server, direct, customer);
  await direct.faststar.delete(`/public/payment-methods/${card}`);
  expect([await isInVault(card), await isInVault(kept)]).toEqual([true, true]);
  server.clock.advance(61_000);
  await server.core.vault.forgetReleasedEntries();
  expect([await isInVault(card), await isInVault(kept)]).toEqual([false, true]);
  expect((await charge(direct, customer, { payment_method_id: kept })).status).toBe(200);
});

async function isInVault(card: string): Promise<boolean> {
  const rows = await server.db.query(
    "SELECT 1 FROM vault_entries JOIN payment_methods AS method ON method.vault_entry_id = vault_entries.id WHERE method.id = $1",
    [parseId("payment_method", card)],
  );
  return rows.length === 1;
}

test("with a customer, all their cards go", async () => {
  const { direct } = server;
  const { customer, card } = await customerWithCard(server, direct);
  const other = await saveCard(server, direct, customer);
  await direct.faststar.delete(`/public/customers/${customer}`);
  for (const payment_method of [card, other]) {
    expect((await direct.faststar.delete(`/public/payment-methods/${payment_method}`)).status).toBe(404);
    const fields = { amount: 2000, currency: "usd", payment_method, confirm: true };
    expect((await direct.onerway.post("/payment_intents", fields)).status).toBe(404);
  }
});

test("a card that is nobody's cannot be a default or be detached", async () => {
  const { direct } = server;
  const method = await makePaymentMethod(direct, CARDS.good);
  const answers = [
    await direct.faststar.post(`/public/payment-methods/${method}/default`),
    await direct.faststar.delete(`/public/payment-methods/${method}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([409, 409]);
  for (const { body } of answers) expect(body.message).toMatch(/not attached to a customer/);
});

test("cards are listed page by page", async () => {
  const { direct } = server;
  const { customer, card: first } = await customerWithCard(server, direct);
  const second = await saveCard(server, direct, customer);
  const path = `/public/customers/${customer}/payment-methods?limit=1`;
  const page = (await direct.faststar.get(path)).body.data;
  expect(page).toMatchObject({ items: [{ id: second }], has_more: true, next_cursor: second });
  const rest = (await direct.faststar.get(`${path}&cursor=${second}`)).body.data;
  expect(rest).toMatchObject({ items: [{ id: first }], has_more: false, next_cursor: null });
});
