import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type OnerwayClient, onerwayClient, send } from "../support/http.ts";
import { customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import { CARDS, cardData, makeIntent, makePaymentMethod } from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();

/** A page in a buyer's browser, which has the merchant's publishable key. */
const pageOf = (merchant: TestMerchant): OnerwayClient => onerwayClient(server.url, merchant.publishable_key);

/** What the merchant's server makes and hands to its page. */
async function handOver(fields: object = {}): Promise<{ id: string; client_secret: string }> {
  const body = { amount: 2000, currency: "usd", metadata: { order_id: "7" }, ...fields };
  const made = await server.direct.onerway.post("/payment_intents", body);
  return { id: made.body.id, client_secret: made.body.client_secret };
}

const SERVERS_ONLY = [
  "customer",
  "latest_charge",
  "metadata",
  "receipt_email",
  "shipping",
  "statement_descriptor",
  "statement_descriptor_suffix",
];

test("a page makes a payment method and pays with it, without the merchant's server", async () => {
  const page = pageOf(server.direct);
  const { id, client_secret } = await handOver();
  const card = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
  const method = await page.form("/payment_methods", { type: "card", card, metadata: { a: "1" } });
  expect(method.status, method.text).toBe(200);
  expect(method.body).toMatchObject({ object: "payment_method", card: { last4: "4242" } });
  expect(method.body).not.toHaveProperty("metadata");
  expect(method.body).not.toHaveProperty("customer");
  expect(method.body.card).not.toHaveProperty("fingerprint");
  const paid = await page.form(`/payment_intents/${id}/confirm`, {
    client_secret,
    payment_method: method.body.id,
    return_url: "https://shop.example/return",
  });
  expect(paid.body).toMatchObject({ id, status: "succeeded", amount: 2000 });
  const seen = await page.get(`/payment_intents/${id}?client_secret=${client_secret}`);
  expect(seen.body).toEqual(paid.body);
});

test("a page sees nothing that is only the merchant's", async () => {
  const customer = await makeCustomer(server.direct);
  const { id, client_secret } = await handOver({
    customer,
    receipt_email: "secret@example.com",
    statement_descriptor: "STAR SHOP",
    shipping: { name: "Ada Secret", address: { city: "Salem" } },
  });
  const seen = await pageOf(server.direct).get(`/payment_intents/${id}?client_secret=${client_secret}`);
  expect(seen.status).toBe(200);
  for (const name of SERVERS_ONLY) expect(seen.body).not.toHaveProperty(name);
  expect(seen.text).not.toMatch(/secret@|Secret|order_id|STAR SHOP/);
  expect(seen.text).not.toContain(customer);
});

test("a card can be typed into the confirmation itself", async () => {
  const { id, client_secret } = await handOver();
  const paid = await pageOf(server.direct).form(`/payment_intents/${id}/confirm`, {
    client_secret,
    payment_method_data: cardData(CARDS.good, { name: "Ada" }),
    use_stripe_sdk: true,
    receipt_email: "ada@example.com",
  });
  expect(paid.body.status).toBe("succeeded");
  const own = await server.direct.onerway.get(`/payment_intents/${id}`);
  expect(own.body).toMatchObject({ receipt_email: "ada@example.com", metadata: { order_id: "7" } });
});

test.each([
  ["4000000000009987", "lost_card", "generic_decline"],
  ["4000000000009979", "stolen_card", "generic_decline"],
  [CARDS.insufficient_funds, "insufficient_funds", "insufficient_funds"],
])("of the card %s, the page is told no more than its buyer may know", async (number, known, shown) => {
  const { id, client_secret } = await handOver();
  const declined = await pageOf(server.direct).post(`/payment_intents/${id}/confirm`, {
    client_secret,
    payment_method_data: cardData(number),
  });
  expect(declined.status).toBe(402);
  expect(declined.body.error).toMatchObject({
    type: "card_error",
    decline_code: shown,
    payment_intent: {
      last_payment_error: { decline_code: shown, payment_method: { card: { brand: "visa" } } },
    },
  });
  for (const name of SERVERS_ONLY) expect(declined.body.error?.payment_intent).not.toHaveProperty(name);
  const seen = await pageOf(server.direct).get(`/payment_intents/${id}?client_secret=${client_secret}`);
  expect(seen.body.last_payment_error).toMatchObject({ decline_code: shown });
  const own = await server.direct.onerway.get(`/payment_intents/${id}`);
  expect(own.body.last_payment_error).toMatchObject({ decline_code: known });
});

test("without the intent's own secret, a page sees and confirms nothing", async () => {
  const page = pageOf(server.direct);
  const { id, client_secret } = await handOver();
  const other = await handOver();
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  const wrong = [
    other.client_secret,
    client_secret.slice(0, -1),
    `${client_secret.slice(0, -1)}${client_secret.endsWith("A") ? "B" : "A"}`,
    `${client_secret}x`,
    other.client_secret.replace(other.id, id),
    "nonsense",
  ];
  for (const secret of wrong) {
    for (const answer of [
      await page.get(`/payment_intents/${id}?client_secret=${secret}`),
      await page.post(`/payment_intents/${id}/confirm`, { client_secret: secret, payment_method }),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "client_secret" });
    }
  }
  const missing = await page.get(`/payment_intents/${id}`);
  expect(missing.status).toBe(400);
  expect(missing.body.error).toMatchObject({ code: "parameter_missing", param: "client_secret" });
  expect((await page.post(`/payment_intents/${id}/confirm`, { payment_method })).status).toBe(400);
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test("the key of another merchant opens nothing, even with the right secret", async () => {
  const { id, client_secret } = await handOver();
  const page = pageOf(server.mor);
  expect((await page.get(`/payment_intents/${id}?client_secret=${client_secret}`)).status).toBe(404);
  const { onerway } = server.mor;
  expect((await onerway.get(`/payment_intents/${id}?client_secret=${client_secret}`)).status).toBe(404);
});

test("a server may send the client secret along, and then it has to be right", async () => {
  const { onerway } = server.direct;
  const { id, client_secret } = await handOver();
  expect((await onerway.get(`/payment_intents/${id}?client_secret=${client_secret}`)).body).toHaveProperty(
    "metadata",
  );
  expect((await onerway.get(`/payment_intents/${id}?client_secret=nonsense`)).status).toBe(404);
});

test.each([
  ["off_session", true],
  ["error_on_requires_action", true],
  ["amount", 1],
  ["customer", "cus_0000000000000000000000"],
  ["metadata", { a: "1" }],
])("a page cannot say %s", async (param, value) => {
  const { id, client_secret } = await handOver();
  const body = { client_secret, payment_method_data: cardData(CARDS.good), [param]: value };
  const refused = await pageOf(server.direct).post(`/payment_intents/${id}/confirm`, body);
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code: "parameter_unknown", param });
});

test("a page cannot ask for more objects, nor pay with another customer's card", async () => {
  const page = pageOf(server.direct);
  const { id, client_secret } = await handOver();
  const asked = await page.get(
    `/payment_intents/${id}?client_secret=${client_secret}&expand[]=latest_charge`,
  );
  expect(asked.status).toBe(400);
  const { card: payment_method } = await customerWithCard(server, server.direct);
  const body = { client_secret, payment_method };
  const refused = await page.post(`/payment_intents/${id}/confirm`, body);
  expect(refused.body.error).toMatchObject({ param: "payment_method" });
});

test("everything else is the server's alone", async () => {
  const page = pageOf(server.direct);
  const { id, client_secret } = await handOver();
  const method = await makePaymentMethod(server.direct, CARDS.good);
  const answers = [
    await page.post("/payment_intents", { amount: 2000, currency: "usd" }),
    await page.get("/payment_intents"),
    await page.post(`/payment_intents/${id}`, { client_secret, amount: 100 }),
    await page.put(`/payment_intents/${id}`, { client_secret, amount: 100 }),
    await page.post(`/payment_intents/${id}/cancel`, { client_secret }),
    await page.get(`/payment_methods/${method}`),
    await page.get("/charges"),
    await page.get("/webhook_endpoints"),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: "secret_key_required",
      message: expect.stringContaining("publishable key"),
    });
  }
});

test("a page's idempotency keys are its own", async () => {
  const page = pageOf(server.direct);
  const { id, client_secret } = await handOver();
  const body = { client_secret, payment_method_data: cardData(CARDS.good) };
  const key = { "idempotency-key": randomUUID() };
  const path = `/payment_intents/${id}/confirm`;
  const paid = await page.post(path, body, key);
  expect((await page.post(path, body, key)).text).toBe(paid.text);
  // The merchant's server has not used the key yet: it is told what the intent's state is.
  const own = await server.direct.onerway.post(path, body, key);
  expect(own.body.error?.code).toBe("payment_intent_unexpected_state");
});

test("of a page and a server that confirm at once, one pays", async () => {
  const { id, client_secret } = await handOver();
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const path = `/payment_intents/${id}/confirm`;
  const page = pageOf(server.direct);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? page.post(path, { client_secret, payment_method })
        : server.direct.onerway.post(path, { payment_method }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const charges = await server.direct.onerway.get(`/charges?payment_intent=${id}`);
  expect(charges.body.data).toHaveLength(1);
});

const ORIGIN = { origin: "https://shop.example" };

test("a browser may call from any page: its question is answered before any key is looked at", async () => {
  const asked = await send(`${server.url}/v1/payment_methods`, {
    method: "OPTIONS",
    headers: {
      ...ORIGIN,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,idempotency-key,stripe-version",
    },
  });
  expect(asked.status).toBe(204);
  expect(asked.text).toBe("");
  expect(asked.headers.get("access-control-allow-origin")).toBe("*");
  expect(asked.headers.get("access-control-allow-methods")).toMatch(/GET.*POST/);
  const allowed = asked.headers.get("access-control-allow-headers");
  for (const name of [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "Stripe-Version",
    "Onerway-Version",
    "Onerway-Test-Scenario",
  ]) {
    expect(allowed).toContain(name);
  }
  expect(Number(asked.headers.get("access-control-max-age"))).toBeGreaterThan(0);
});

test("an answer can be read by the page, also a refusal, and the headers that matter too", async () => {
  const { id, client_secret } = await handOver();
  const page = pageOf(server.direct);
  const answers = [
    await page.get(`/payment_intents/${id}?client_secret=${client_secret}`, ORIGIN),
    await page.get("/payment_intents", ORIGIN),
    await server.direct.onerway.get("/nothing", ORIGIN),
    await send(`${server.url}/v1/payment_intents`, { headers: ORIGIN }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 404, 401]);
  for (const { headers } of answers) {
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
    expect(headers.get("access-control-expose-headers")).toMatch(
      /Request-Id.*Retry-After.*RateLimit-Limit.*Stripe-Should-Retry/,
    );
  }
  const own = await server.direct.onerway.get(`/payment_intents/${await makeIntent(server.direct)}`);
  expect(own.headers.get("access-control-allow-origin")).toBeNull();
});

test("FastStar's API is not opened to pages", async () => {
  const headers = { ...ORIGIN, "access-control-request-method": "POST" };
  const asked = await send(`${server.url}/api/v1/public/checkout/sessions`, { method: "OPTIONS", headers });
  expect(asked.headers.get("access-control-allow-origin")).toBeNull();
});

test("client secrets are not logged", async () => {
  const { id, client_secret } = await handOver();
  await pageOf(server.direct).get(`/payment_intents/${id}?client_secret=${client_secret}`);
  await pageOf(server.direct).get(`/payment_intents/${id}?client_secret=${client_secret}x`);
  expect(server.log_lines.join("")).not.toContain(client_secret.slice(-24));
});
