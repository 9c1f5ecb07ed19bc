import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
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
