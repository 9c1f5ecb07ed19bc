import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { DISPUTE_CARDS, untilDisputed, warnedPayment } from "../support/disputes.ts";
import { paidIntent } from "../support/refunds.ts";
import { customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, cardData, makeIntent, makePaymentMethod, payIntent } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

test("ids become objects where the query asks for it", async () => {
  const { onerway } = server.direct;
  const paid = (await payIntent(server.direct, CARDS.good)).body;
  const method = (await onerway.get(`/payment_methods/${paid.payment_method}`)).body;
  const charge = (await onerway.get(`/charges/${paid.latest_charge}`)).body;
  const path = `/payment_intents/${paid.id}`;
  expect((await onerway.get(`${path}?expand[]=payment_method`)).body).toEqual({
    ...paid,
    payment_method: method,
  });
  expect((await onerway.get(`${path}?expand[0]=latest_charge&expand[1]=payment_method`)).body).toEqual({
    ...paid,
    latest_charge: charge,
    payment_method: method,
  });
  expect((await onerway.get(`${path}?expand[]=latest_charge.payment_intent.payment_method`)).body).toEqual({
    ...paid,
    latest_charge: { ...charge, payment_intent: { ...paid, payment_method: method } },
  });
});

test("what is not there yet stays null", async () => {
  const id = await makeIntent(server.direct);
  const query =
    "expand[]=payment_method&expand[]=latest_charge.payment_method&expand[]=last_payment_error.payment_method";
  const { status, body } = await server.direct.onerway.get(`/payment_intents/${id}?${query}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ payment_method: null, latest_charge: null, last_payment_error: null });
});

test("a POST is answered with objects as well, also when it is repeated", async () => {
  const { onerway } = server.direct;
  const body = {
    amount: 2000,
    currency: "usd",
    payment_method_data: cardData(CARDS.good),
    confirm: true,
    expand: ["payment_method", "latest_charge"],
  };
  const key = { "idempotency-key": randomUUID() };
  const made = await onerway.form("/payment_intents", body, key);
  expect(made.body).toMatchObject({
    status: "succeeded",
    payment_method: { object: "payment_method", card: { last4: "4242" } },
    latest_charge: { object: "charge", paid: true },
  });
  expect((await onerway.form("/payment_intents", body, key)).text).toBe(made.text);
  const id = await makeIntent(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const expand = ["payment_method"];
  for (const answer of [
    await onerway.put(`/payment_intents/${id}`, { payment_method, expand }),
    await onerway.post(`/payment_intents/${id}/confirm`, { expand }),
  ]) {
    expect(answer.body).toMatchObject({ payment_method: { id: payment_method, object: "payment_method" } });
  }
});

test("in a list, the paths begin with data", async () => {
  const { onerway } = server.direct;
  await payIntent(server.direct, CARDS.good);
  await makeIntent(server.direct);
  const intents = await onerway.get("/payment_intents?limit=2&expand[]=data.latest_charge.payment_method");
  expect(intents.body.data).toMatchObject([
    { latest_charge: null },
    { latest_charge: { object: "charge", payment_method: { object: "payment_method" } } },
  ]);
  const charges = await onerway.get("/charges?limit=1&expand[]=data.payment_intent");
  expect(charges.body.data).toMatchObject([{ payment_intent: { object: "payment_intent" } }]);
});

test.each([
  "nonsense",
  "metadata",
  "payment_method.nonsense",
  "data.nonsense",
  "payment_method.",
  "__proto__",
  "constructor",
  "latest_charge.payment_intent.latest_charge.payment_intent.latest_charge",
  "x".repeat(100),
])("%s cannot be expanded, and then nothing is done", async (path) => {
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  const body = { amount: 2000, currency: "usd", expand: [path] };
  for (const answer of [
    await server.direct.onerway.post("/payment_intents", body),
    await server.direct.onerway.get(`/payment_intents?expand[]=${path}`),
  ]) {
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      type: "invalid_request_error",
      message: expect.stringMatching(/^This property cannot be expanded \(.{1,60}\)\.$/),
      param: "expand",
    });
  }
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test("twenty-one paths are too many, and a path has to be text", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const many = Array(21).fill("expand[]=payment_method").join("&");
  expect((await onerway.get(`/payment_intents/${id}?${many}`)).status).toBe(400);
  expect((await onerway.get(`/payment_intents/${id}?expand[a]=payment_method`)).status).toBe(400);
  expect((await onerway.post(`/payment_intents/${id}`, { expand: [{ a: 1 }] })).status).toBe(400);
});

test("customers and their cards are found from either side", async () => {
  const { onerway } = server.direct;
  const { customer, card } = await customerWithCard(server, server.direct);
  const body = { amount: 2000, currency: "usd", customer, payment_method: card, confirm: true };
  const paid = await onerway.form("/payment_intents", {
    ...body,
    expand: ["customer", "payment_method.customer"],
  });
  expect(paid.body).toMatchObject({
    status: "succeeded",
    customer: { id: customer, object: "customer", email: "ada@example.com" },
    payment_method: { id: card, customer: { id: customer, object: "customer" } },
  });
  const path = `/customers/${customer}?expand[]=invoice_settings.default_payment_method`;
  expect((await onerway.get(path)).body).toMatchObject({
    invoice_settings: { default_payment_method: { id: card, object: "payment_method", customer } },
  });
  const list = await onerway.get(`/charges?customer=${customer}&expand[]=data.customer`);
  expect(list.body.data).toMatchObject([{ customer: { id: customer, object: "customer" } }]);
});

test("a customer who was deleted is shown as such", async () => {
  const { onerway } = server.direct;
  const customer = await makeCustomer(server.direct);
  const id = await makeIntent(server.direct, { customer });
  await onerway.delete(`/customers/${customer}`);
  const seen = await onerway.get(`/payment_intents/${id}?expand[]=customer`);
  expect(seen.body.customer).toEqual({ id: customer, object: "customer", deleted: true });
});

test("a refund is answered with its charge and its payment, also by the request that makes it", async () => {
  const { onerway } = server.direct;
  const paid = (await payIntent(server.direct, CARDS.good)).body;
  const both = { charge: { id: paid.latest_charge, object: "charge" }, payment_intent: { id: paid.id } };
  const expand = ["charge", "payment_intent", "balance_transaction"];
  const made = await onerway.form("/refunds", { payment_intent: paid.id, amount: 500, expand });
  expect(made.body).toMatchObject({ object: "refund", ...both, balance_transaction: null });
  const path = `/refunds/${made.body.id}`;
  expect((await onerway.post(path, { metadata: { a: "1" }, expand })).body).toMatchObject(both);
  const seen = await onerway.get(`${path}?expand[]=charge.payment_method&expand[]=payment_intent`);
  expect(seen.body).toMatchObject({
    ...both,
    charge: { ...both.charge, amount_refunded: 500, payment_method: { object: "payment_method" } },
  });
  const list = await onerway.get(`/refunds?payment_intent=${paid.id}&expand[]=data.charge`);
  expect(list.body.data).toMatchObject([{ charge: both.charge, payment_intent: paid.id }]);
});

test("a setup intent is answered with its card and its customer, also by the request that makes it", async () => {
  const { onerway } = server.direct;
  const customer = await makeCustomer(server.direct);
  const expand = ["payment_method", "customer", "latest_attempt"];
  const body = { customer, payment_method_data: cardData(CARDS.good), confirm: true, expand };
  const made = await onerway.form("/setup_intents", body);
  const both = {
    payment_method: { object: "payment_method", card: { last4: "4242" }, customer },
    customer: { id: customer, object: "customer" },
    latest_attempt: null,
  };
  expect(made.body).toMatchObject({ object: "setup_intent", status: "succeeded", ...both });
  const query = expand.map((path) => `expand[]=data.${path}`).join("&");
  const list = await onerway.get(`/setup_intents?customer=${customer}&${query}`);
  expect(list.body.data).toMatchObject([both]);
  const declined = await onerway.post("/setup_intents", {
    ...body,
    payment_method_data: cardData(CARDS.declined),
  });
  expect(declined.body.error).toMatchObject({ code: "card_declined", setup_intent: { customer } });
});

test("a dispute is answered with its charge and its payment", async () => {
  const { onerway } = server.direct;
  const id = await paidIntent(server.direct, DISPUTE_CARDS.fraudulent);
  const [dispute] = await untilDisputed(server, server.direct, id);
  const both = { charge: { object: "charge" }, payment_intent: { id, object: "payment_intent" } };
  const query = "expand[]=charge&expand[]=payment_intent";
  expect((await onerway.get(`/disputes/${dispute?.id}?${query}`)).body).toMatchObject(both);
  const list = await onerway.get(`/disputes?payment_intent=${id}&expand[]=data.charge.payment_intent`);
  expect(list.body.data).toMatchObject([
    { charge: { object: "charge", payment_intent: { id } }, payment_intent: id },
  ]);
  const expand = ["charge", "payment_intent"];
  expect((await onerway.post(`/disputes/${dispute?.id}/close`, { expand })).body).toMatchObject({
    status: "lost",
    ...both,
  });
});

test("a warning of fraud is answered with its charge and its payment", async () => {
  const { onerway } = server.direct;
  const { payment_id: id, warning } = await warnedPayment(server, server.direct);
  const both = { charge: { object: "charge" }, payment_intent: { id, object: "payment_intent" } };
  const query = "expand[]=charge&expand[]=payment_intent";
  expect((await onerway.get(`/radar/early_fraud_warnings/${warning.id}?${query}`)).body).toMatchObject(both);
  const list = await onerway.get(
    `/radar/early_fraud_warnings?charge=${warning.charge}&expand[]=data.charge.payment_intent`,
  );
  expect(list.body.data).toMatchObject([{ id: warning.id, charge: { payment_intent: { id } } }]);
});

test("what is always null may be asked for, as client libraries do", async () => {
  const { onerway } = server.direct;
  const customer = await makeCustomer(server.direct);
  const { id } = (await payIntent(server.direct, CARDS.good)).body;
  const of_customer = await onerway.get(`/customers/${customer}?expand[]=default_source`);
  expect(of_customer.body).toMatchObject({ default_source: null });
  const of_payment = await onerway.get(
    `/payment_intents/${id}?expand[]=latest_charge.balance_transaction&expand[]=review`,
  );
  expect(of_payment.body).toMatchObject({ latest_charge: { balance_transaction: null }, review: null });
  for (const path of ["sources", "default_source.nonsense", "tax"]) {
    expect((await onerway.get(`/customers/${customer}?expand[]=${path}`)).status).toBe(400);
  }
});
