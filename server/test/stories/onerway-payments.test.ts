import { expect, test } from "vitest";
import { send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod } from "../support/shop.ts";

const server = useTestServer();

const DOCUMENTED_CARD = {
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2025, cvc: "123" },
  billing_details: { name: "John Doe", email: "john@example.com" },
};

test("the documented intent is created as documented", async () => {
  const { status, body } = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method_types: ["card"],
    metadata: { order_id: "order_123" },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^pi_[0-9A-Za-z]{22}$/),
    object: "payment_intent",
    amount: 2000,
    currency: "usd",
    status: "requires_payment_method",
    client_secret: expect.stringMatching(new RegExp(`^${body.id}_secret_.{20,}$`)),
    created: expect.any(Number),
    metadata: { order_id: "order_123" },
    payment_method_types: ["card"],
    livemode: false,
  });
});

test("the documented requests lead an intent from creation to success", async () => {
  const { onerway } = server.direct;
  const method = await onerway.post("/payment_methods", DOCUMENTED_CARD);
  const id = await makeIntent(server.direct);
  const confirmed = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method: method.body.id });
  expect(confirmed.status).toBe(200);
  expect(confirmed.body).toMatchObject({
    id,
    object: "payment_intent",
    amount: 2000,
    amount_received: 2000,
    currency: "usd",
    status: "succeeded",
    payment_method: method.body.id,
    last_payment_error: null,
  });
  expect((await onerway.get(`/payment_intents/${id}`)).body).toEqual(confirmed.body);
});

test("an intent can be paid in the request that makes it", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const { status, body } = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    payment_method,
    confirm: true,
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "succeeded", payment_method });
});

test("an intent that is given its card beforehand waits for confirmation", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct, { payment_method });
  const { body } = await server.direct.onerway.get(`/payment_intents/${id}`);
  expect(body.status).toBe("requires_confirmation");
  const confirmed = await server.direct.onerway.post(`/payment_intents/${id}/confirm`);
  expect(confirmed.body.status).toBe("succeeded");
});

test("the documented payment method is made as documented, and never shows its number", async () => {
  const { onerway } = server.direct;
  const made = await onerway.post("/payment_methods", DOCUMENTED_CARD);
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    id: expect.stringMatching(/^pm_/),
    object: "payment_method",
    type: "card",
    card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2025 },
    billing_details: { name: "John Doe", email: "john@example.com" },
    created: expect.any(Number),
  });
  expect(made.text).not.toMatch(/4242424242424242|cvc|"number"/);
  expect((await onerway.get(`/payment_methods/${made.body.id}`)).body).toEqual(made.body);
});

test("a number whose check digit is wrong is refused when the card is given", async () => {
  const card = { ...DOCUMENTED_CARD.card, number: "4242424242424241" };
  const { status, body } = await server.direct.onerway.post("/payment_methods", { type: "card", card });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({ type: "card_error", code: "invalid_number", param: "card[number]" });
});

test.each(["POST", "PUT"])("%s changes what it names and leaves the rest", async (method) => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct, {
    metadata: { order_id: "order_123", shelf: "A" },
    description: "Two mugs",
    receipt_email: "buyer@example.com",
  });
  const change = method === "POST" ? onerway.post : onerway.put;
  const changed = await change(`/payment_intents/${id}`, { metadata: { order_id: "order_456" } });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({
    metadata: { order_id: "order_456", shelf: "A" },
    description: "Two mugs",
    receipt_email: "buyer@example.com",
  });
  const cleared = await change(`/payment_intents/${id}`, { metadata: { shelf: "" }, description: null });
  expect(cleared.body).toMatchObject({ metadata: { order_id: "order_456" }, description: null });
  const repriced = await change(`/payment_intents/${id}`, { amount: 3000, currency: "eur" });
  expect(repriced.body).toMatchObject({ amount: 3000, currency: "eur" });
});

test("once paid, the amount stands, but notes can still be made", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct, { payment_method, confirm: true });
  const { onerway } = server.direct;
  const refused = await onerway.post(`/payment_intents/${id}`, { amount: 1 });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
  });
  const noted = await onerway.post(`/payment_intents/${id}`, { metadata: { sent: "yes" } });
  expect(noted.body).toMatchObject({ status: "succeeded", metadata: { sent: "yes" } });
});

test("the documented cancel request needs no body; what is canceled stays so", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const canceled = await onerway.post(`/payment_intents/${id}/cancel`);
  expect(canceled.status).toBe(200);
  expect(canceled.body).toMatchObject({ id, status: "canceled", canceled_at: expect.any(Number) });
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  for (const [action, body] of [
    ["confirm", { payment_method }],
    ["cancel", {}],
  ] as const) {
    const refused = await onerway.post(`/payment_intents/${id}/${action}`, body);
    expect(refused.status).toBe(400);
    expect(refused.body.error?.code).toBe("payment_intent_unexpected_state");
  }
});

test.each([
  [49, 400],
  [50, 200],
  [99_999_999, 200],
  [100_000_000, 400],
])("an amount of %i cents is answered with %i", async (amount, status) => {
  const answer = await server.direct.onerway.post("/payment_intents", { amount, currency: "usd" });
  expect(answer.status).toBe(status);
  if (status === 400) {
    expect(answer.body.error).toMatchObject({ type: "invalid_request_error", param: "amount" });
  }
});

test("a description has 350 characters at the most, whatever alphabet they are of", async () => {
  const { onerway } = server.direct;
  const intent = { amount: 2000, currency: "usd" };
  for (const letter of ["a", "星", "🌟"]) {
    const fits = await onerway.post("/payment_intents", { ...intent, description: letter.repeat(350) });
    expect(fits.status).toBe(200);
    const exceeds = await onerway.post("/payment_intents", { ...intent, description: letter.repeat(351) });
    expect(exceeds.status).toBe(400);
    expect(exceeds.body.error?.param).toBe("description");
  }
});

test("metadata has 50 pairs at the most, also when they come bit by bit", async () => {
  const { onerway } = server.direct;
  const pairs = (count: number, from = 0) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${from + index}`, "value"]));
  const id = await makeIntent(server.direct, { metadata: pairs(50) });
  for (const [path, metadata] of [
    ["/payment_intents", pairs(51)],
    [`/payment_intents/${id}`, pairs(1, 50)],
    ["/payment_intents", { ["k".repeat(41)]: "value" }],
    ["/payment_intents", { key: "v".repeat(501) }],
  ] as const) {
    const fields = path === "/payment_intents" ? { amount: 2000, currency: "usd", metadata } : { metadata };
    const refused = await onerway.post(path, fields);
    expect(refused.status).toBe(400);
    expect(refused.body.error?.param).toMatch(/^metadata/);
  }
  const swapped = await onerway.post(`/payment_intents/${id}`, { metadata: { key_0: "", key_50: "value" } });
  expect(Object.keys(swapped.body.metadata)).toHaveLength(50);
});

test("an error is the documented object, and names the request", async () => {
  const answer = await server.direct.onerway.post("/payment_intents", { currency: "usd" });
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    error: {
      type: "invalid_request_error",
      code: "parameter_missing",
      message: expect.stringContaining("amount"),
      param: "amount",
      request_id: answer.headers.get("request-id"),
    },
  });
});

test("a key may also come as the user name of HTTP Basic, as curl -u sends it", async () => {
  const id = await makeIntent(server.direct);
  const credentials = Buffer.from(`${server.direct.secret_key}:`).toString("base64");
  const headers = { authorization: `Basic ${credentials}` };
  expect((await send(`${server.url}/v1/payment_intents/${id}`, { headers })).status).toBe(200);
});
