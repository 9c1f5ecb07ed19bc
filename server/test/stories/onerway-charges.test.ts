import { expect, test } from "vitest";
import { refund } from "../support/refunds.ts";
import { customerWithCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod, payIntent } from "../support/shop.ts";

const server = useTestServer();

const ids = (list: { body: { data: readonly { id: string }[] } }) => list.body.data.map(({ id }) => id);

test("a payment's charge tells what was paid with what", async () => {
  const { onerway } = server.direct;
  const paid = await payIntent(server.direct, CARDS.good, {
    description: "Two mugs",
    receipt_email: "a@b.example",
  });
  const { latest_charge } = paid.body;
  expect(latest_charge).toMatch(/^ch_[0-9A-Za-z]{22}$/);
  const charge = await onerway.get(`/charges/${latest_charge}`);
  expect(charge.status).toBe(200);
  expect(charge.body).toMatchObject({
    id: latest_charge,
    object: "charge",
    amount: 2000,
    amount_captured: 2000,
    amount_refunded: 0,
    balance_transaction: null,
    captured: true,
    currency: "usd",
    customer: null,
    description: "Two mugs",
    failure_code: null,
    failure_message: null,
    livemode: false,
    outcome: { network_status: "approved_by_network", type: "authorized" },
    paid: true,
    payment_intent: paid.body.id,
    payment_method: paid.body.payment_method,
    payment_method_details: { type: "card", card: { brand: "visa", last4: "4242", exp_month: 12 } },
    receipt_email: "a@b.example",
    refunded: false,
    status: "succeeded",
  });
});

test("what goes back is seen on the charge", async () => {
  const { onerway } = server.direct;
  const paid = await payIntent(server.direct, CARDS.good);
  await refund(server.direct, paid.body.id, { amount: 500 });
  const path = `/charges/${paid.body.latest_charge}`;
  expect((await onerway.get(path)).body).toMatchObject({ amount_refunded: 500, refunded: false });
  await refund(server.direct, paid.body.id);
  expect((await onerway.get(path)).body).toMatchObject({ amount_refunded: 2000, refunded: true });
});

test("every attempt of a payment is a charge, and the intent names the last", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const declined: string[] = [];
  for (const card of [CARDS.declined, CARDS.insufficient_funds]) {
    const payment_method = await makePaymentMethod(server.direct, card);
    const { body } = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
    const error = body.error as unknown as { charge: string };
    expect(body.error?.payment_intent?.latest_charge).toBe(error.charge);
    declined.push(error.charge);
  }
  const challenged = await makePaymentMethod(server.direct, CARDS.challenge);
  const asked = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method: challenged });
  const pending = await onerway.get(`/charges/${asked.body.latest_charge}`);
  expect(pending.body).toMatchObject({ status: "pending", paid: false, captured: false, outcome: null });
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const paid = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  const list = await onerway.get(`/charges?payment_intent=${id}`);
  expect(ids(list)).toEqual([paid.body.latest_charge, asked.body.latest_charge, declined[1], declined[0]]);
  expect(list.body.data.map(({ status }) => status)).toEqual(["succeeded", "failed", "failed", "failed"]);
  expect(list.body.data[2]).toMatchObject({
    failure_code: "insufficient_funds",
    failure_message: "Your card has insufficient funds.",
    outcome: { network_status: "declined_by_network", reason: "insufficient_funds", type: "issuer_declined" },
    amount_captured: 0,
  });
});

test("a merchant is told why a card was declined that a buyer must not be told of", async () => {
  const { body } = await payIntent(server.direct, "4000000000009987");
  expect(body.error).toMatchObject({
    code: "card_declined",
    decline_code: "lost_card",
    message: "Your card was declined.",
  });
  const error = body.error as unknown as { charge: string };
  const charge = await server.direct.onerway.get(`/charges/${error.charge}`);
  expect(charge.body).toMatchObject({
    failure_code: "card_declined",
    failure_message: "Your card was declined.",
    outcome: { reason: "lost_card", seller_message: "Your card was declined." },
  });
});

test("charges can be listed by customer, and paged through both ways", async () => {
  const { onerway } = server.direct;
  const { customer, card: payment_method } = await customerWithCard(server, server.direct);
  const made: string[] = [];
  for (let count = 0; count < 5; count++) {
    const body = { amount: 1000 + count, currency: "usd", customer, payment_method, confirm: true };
    made.unshift((await onerway.post("/payment_intents", body)).body.latest_charge ?? "");
  }
  await payIntent(server.direct, CARDS.good);
  const of = `/charges?customer=${customer}`;
  expect(ids(await onerway.get(of))).toEqual(made);
  const first = await onerway.get(`${of}&limit=2`);
  expect(first.body).toMatchObject({ object: "list", url: "/v1/charges", has_more: true });
  expect(ids(first)).toEqual(made.slice(0, 2));
  expect(ids(await onerway.get(`${of}&limit=2&starting_after=${made[1]}`))).toEqual(made.slice(2, 4));
  expect(ids(await onerway.get(`${of}&limit=2&ending_before=${made[3]}`))).toEqual(made.slice(1, 3));
});

test("another merchant sees none of them", async () => {
  const paid = await payIntent(server.direct, CARDS.good);
  const { onerway } = server.mor;
  expect((await onerway.get(`/charges/${paid.body.latest_charge}`)).status).toBe(404);
  expect((await onerway.get(`/charges?payment_intent=${paid.body.id}`)).status).toBe(404);
  expect(ids(await onerway.get("/charges"))).toEqual([]);
});

test.each([
  "customer=cus_0000000000000000000000",
  "payment_intent=nonsense",
  "starting_after=ch_1",
  "status=paid",
])("a list of charges by %s is refused", async (query) => {
  expect([400, 404]).toContain((await server.direct.onerway.get(`/charges?${query}`)).status);
});
