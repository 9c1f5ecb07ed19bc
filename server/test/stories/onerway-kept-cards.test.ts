import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { CHARGE, customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, cardData, makeIntent, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer();
/** Longer than a worker pauses before it looks for cards to keep. */
const WORKER_LOOKS_MS = 5_000;

const PRICE = { amount: 2000, currency: "usd" } as const;

async function ownerOf(payment_method: string): Promise<string | null> {
  return (await server.direct.onerway.get(`/payment_methods/${payment_method}`)).body.customer;
}

async function savedCards(customer: string): Promise<string[]> {
  const list = await server.direct.faststar.get(`/public/customers/${customer}/payment-methods`);
  return list.body.data.items.map(({ id }) => id);
}

function pay(fields: object, headers = {}) {
  return server.direct.onerway.post("/payment_intents", { ...PRICE, confirm: true, ...fields }, headers);
}

test("a card that is set up for future use is the customer's once it has paid, and their default", async () => {
  const customer = await makeCustomer(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const paid = await pay({ customer, payment_method, setup_future_usage: "on_session" });
  expect(paid.body).toMatchObject({ status: "succeeded", customer, setup_future_usage: "on_session" });
  expect(await ownerOf(payment_method)).toBe(customer);
  expect(await savedCards(customer)).toEqual([payment_method]);
  const charged = await server.direct.faststar.post(`/public/customers/${customer}/charge`, CHARGE);
  expect(charged.body).toMatchObject({ success: true });
});

test("the usage can be said at confirmation, and the card may come with it", async () => {
  const customer = await makeCustomer(server.direct);
  const id = await makeIntent(server.direct, { customer });
  const paid = await server.direct.onerway.form(`/payment_intents/${id}/confirm`, {
    payment_method_data: cardData(CARDS.good),
    setup_future_usage: "off_session",
  });
  expect(paid.body).toMatchObject({ status: "succeeded", setup_future_usage: "off_session" });
  expect(await savedCards(customer)).toEqual([paid.body.payment_method]);
});

test("a card that was declined is not kept, and one without customer is remembered by nobody", async () => {
  const customer = await makeCustomer(server.direct);
  const declined = await makePaymentMethod(server.direct, CARDS.declined);
  expect((await pay({ customer, payment_method: declined, setup_future_usage: "on_session" })).status).toBe(
    402,
  );
  expect(await ownerOf(declined)).toBeNull();
  const good = await makePaymentMethod(server.direct, CARDS.good);
  const paid = await pay({ payment_method: good, setup_future_usage: "on_session" });
  expect(paid.body).toMatchObject({ status: "succeeded", customer: null, setup_future_usage: "on_session" });
  expect(await ownerOf(good)).toBeNull();
  expect(await server.db.query("SELECT id FROM cards_to_keep")).toEqual([]);
});

test("a card that needs its buyer is kept when they have authenticated, and then charged without them", async () => {
  const customer = await makeCustomer(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge_unless_set_up);
  const asked = await pay({ customer, payment_method, setup_future_usage: "off_session" });
  expect(asked.body.status).toBe("requires_action");
  expect(await ownerOf(payment_method)).toBeNull();
  await answerChallenge(asked.body.next_action?.redirect_to_url.url ?? "", "approve");
  await expect.poll(() => ownerOf(payment_method)).toBe(customer);
  const later = await pay({ customer, payment_method, off_session: true });
  expect(later.body, later.text).toMatchObject({ status: "succeeded" });
});

test("without the buyer, a card that needs them is declined, and can be confirmed when they are back", async () => {
  const { customer, card } = await customerWithCard(server, server.direct, CARDS.challenge);
  const { status, body } = await pay({ customer, payment_method: card, off_session: true });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({
    type: "card_error",
    code: "authentication_required",
    charge: expect.stringMatching(/^ch_/),
    payment_method: { id: card, object: "payment_method", customer },
    payment_intent: {
      status: "requires_payment_method",
      payment_method: null,
      last_payment_error: { code: "authentication_required", payment_method: { id: card } },
    },
  });
  const path = `/payment_intents/${body.error?.payment_intent?.id}/confirm`;
  const back = await server.direct.onerway.post(path, { payment_method: card });
  expect(back.body).toMatchObject({ status: "requires_action" });
});

test("a payment that cannot wait for the buyer is declined when it has to", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.challenge);
  const refused = await pay({ payment_method, error_on_requires_action: true });
  expect(refused.status).toBe(402);
  expect(refused.body.error).toMatchObject({
    code: "authentication_required",
    payment_intent: { status: "requires_payment_method", next_action: null },
  });
  const good = await makePaymentMethod(server.direct, CARDS.good);
  expect((await pay({ payment_method: good, error_on_requires_action: true })).body.status).toBe("succeeded");
});

test.each(["create", "update", "confirm"])(
  "at %s, a customer's card pays for that customer alone",
  async (verb) => {
    const { onerway } = server.direct;
    const { customer, card: payment_method } = await customerWithCard(server, server.direct);
    const other = await makeCustomer(server.direct);
    for (const payer of [undefined, other]) {
      const fields = payer === undefined ? {} : { customer: payer };
      const id = verb === "create" ? "" : await makeIntent(server.direct, fields);
      const refused = await {
        create: () => pay({ ...fields, payment_method }),
        update: () => onerway.post(`/payment_intents/${id}`, { payment_method }),
        confirm: () => onerway.post(`/payment_intents/${id}/confirm`, { payment_method }),
      }[verb as "create"]();
      expect(refused.status).toBe(400);
      expect(refused.body.error).toMatchObject({ type: "invalid_request_error", param: "payment_method" });
      expect(refused.text).not.toContain(customer);
    }
    expect((await pay({ customer, payment_method })).body).toMatchObject({ status: "succeeded", customer });
  },
);

test("a customer can be named later, and then their card pays", async () => {
  const { onerway } = server.direct;
  const { customer, card: payment_method } = await customerWithCard(server, server.direct);
  const id = await makeIntent(server.direct);
  expect((await onerway.post(`/payment_intents/${id}`, { customer })).body.customer).toBe(customer);
  const paid = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  expect(paid.body.status).toBe("succeeded");
  const changed = await onerway.post(`/payment_intents/${id}`, {
    customer: await makeCustomer(server.direct),
  });
  expect(changed.body.error?.code).toBe("payment_intent_unexpected_state");
});

test("a detached card pays no more", async () => {
  const { customer, card: payment_method } = await customerWithCard(server, server.direct);
  await server.direct.faststar.delete(`/public/payment-methods/${payment_method}`);
  const refused = await pay({ customer, payment_method });
  expect(refused.body.error).toMatchObject({ code: "resource_missing", param: "payment_method" });
});

test("when the server stopped right after the payment, a worker keeps the card", async () => {
  const customer = await makeCustomer(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const paid = await pay({ customer, payment_method, setup_future_usage: "on_session" });
  const attempt = parseId("charge", paid.body.latest_charge);
  // As a crash between the outcome and the keeping leaves it.
  await server.db.query("UPDATE payment_methods SET customer_id = NULL WHERE id = $1", [
    parseId("payment_method", payment_method),
  ]);
  const { merchant_id, livemode } = server.direct.scope;
  await server.db.query(
    "INSERT INTO cards_to_keep (merchant_id, livemode, id, created_at) VALUES ($1, $2, $3, now())",
    [merchant_id, livemode, attempt],
  );
  server.clock.advance(WORKER_LOOKS_MS);
  await expect.poll(() => ownerOf(payment_method)).toBe(customer);
  await expect.poll(() => server.db.query("SELECT id FROM cards_to_keep")).toEqual([]);
});

test("twenty payments at once with twenty cards keep all of them, and leave one default", async () => {
  const customer = await makeCustomer(server.direct);
  const paid = await Promise.all(
    Array.from({ length: 20 }, () =>
      pay(
        { customer, payment_method_data: cardData(CARDS.good), setup_future_usage: "off_session" },
        { "idempotency-key": randomUUID() },
      ),
    ),
  );
  expect(paid.map(({ status }) => status)).toEqual(Array(20).fill(200));
  const kept = await server.direct.faststar.get(`/public/customers/${customer}/payment-methods?limit=100`);
  const { items } = kept.body.data;
  expect(new Set(items.map(({ id }) => id))).toEqual(new Set(paid.map(({ body }) => body.payment_method)));
  expect(items.filter(({ is_default }) => is_default)).toHaveLength(1);
});
