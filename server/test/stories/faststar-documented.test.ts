import { beforeAll, describe, expect, test, vi } from "vitest";
import { curl } from "../support/curl.ts";
import { send } from "../support/http.ts";
import {
  attach,
  beginSetup,
  completeSetup,
  customerWithCard,
  makeCustomer,
  saveCard,
} from "../support/saved-cards.ts";
import { startBeside, useTestServer } from "../support/server.ts";
import { CARDS, makePrice, makeProduct, makeSession, SESSION_FIELDS } from "../support/shop.ts";
import { addEndpoint, arrivals, dataOf, pay, useFreshReceiver } from "../support/webhook-log.ts";

/** The reference that FastStar publishes for merchants, row by row, with its own requests. */

const server = useTestServer();
const receiver = useFreshReceiver();

let product_id: string;
let price_id: string;

beforeAll(async () => {
  product_id = await makeProduct(server.mor);
  price_id = await makePrice(server.mor, { product_id });
});

const SESSIONS = "/public/checkout/sessions";

describe("checkout sessions", () => {
  test("the published curl makes a session and answers with the cashier's address", async () => {
    const { status, body } = await curl(
      server,
      server.mor,
      `curl $API/public/checkout/sessions \\
        -H "X-API-Key: $KEY" \\
        -H "Content-Type: application/json" \\
        -d '{
          "mode": "payment",
          "presentation": "iframe",
          "line_items": [{ "price_id": "${price_id}", "quantity": 1 }],
          "success_url": "https://yoursite.com/success",
          "cancel_url": "https://yoursite.com/cancel"
        }'`,
    );
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["success", "message", "data"]);
    expect(body.success).toBe(true);
    // Without a country it is taken to be a sale at home.
    expect(body.data.session).toMatchObject({ status: "open", amount_subtotal: 999 });
    const page = await send(body.data.url);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  });

  test("a session is read by its id, with its status and amounts", async () => {
    const open = await makeSession(server.mor);
    const { status, body } = await server.mor.faststar.get(`${SESSIONS}/${open.id}`);
    expect(status).toBe(200);
    expect(body.data.session).toMatchObject({
      id: open.id,
      status: "open",
      amount_subtotal: 999,
      amount_tax: 80,
      amount_total: 1079,
      currency: "USD",
    });
  });
});

describe("the catalog", () => {
  const PRODUCTS = "/merchant/catalog/products";
  const PRICES = "/merchant/catalog/prices";
  const OPTIONAL = {
    description: "All 88 constellations",
    tax_category: "digital_goods",
    images: ["https://yoursite.com/chart.png"],
    metadata: { shelf: "B-4" },
  };

  test("a product needs its name only", async () => {
    const { faststar } = server.mor;
    const { status, body } = await faststar.post(PRODUCTS, { name: "Star chart" });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ id: expect.stringMatching(/^prod_/), name: "Star chart" });
    const { name: _, ...nameless } = { name: "", ...OPTIONAL };
    expect((await faststar.post(PRODUCTS, nameless)).body.error).toMatchObject({ param: "name" });
  });

  test.each(Object.entries(OPTIONAL))("a product may have a %s", async (field, value) => {
    const { body } = await server.mor.faststar.post(PRODUCTS, { name: "Star chart", [field]: value });
    expect(body.data).toMatchObject({ name: "Star chart", [field]: value });
  });

  test("the list of products begins with the newest", async () => {
    const id = await makeProduct(server.mor);
    const { status, body } = await server.mor.faststar.get(PRODUCTS);
    expect(status).toBe(200);
    expect(body.data.items[0]?.id).toBe(id);
  });

  test("the published curl makes a monthly price for a product", async () => {
    const { status, body } = await curl(
      server,
      server.mor,
      `curl $API/merchant/catalog/prices \\
        -H "X-API-Key: $KEY" \\
        -H "Content-Type: application/json" \\
        -d '{
          "product_id": "${product_id}",
          "currency": "USD",
          "unit_amount": 1900,
          "type": "recurring",
          "recurring_interval": "month"
        }'`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      data: {
        id: expect.stringMatching(/^price_/),
        product_id,
        currency: "USD",
        unit_amount: 1900,
        type: "recurring",
        recurring_interval: "month",
      },
    });
  });

  test("the list of prices begins with the newest", async () => {
    const id = await makePrice(server.mor, { product_id });
    const { status, body } = await server.mor.faststar.get(PRICES);
    expect(status).toBe(200);
    expect(body.data.items[0]?.id).toBe(id);
  });

  test.each(["product_id", "currency", "unit_amount"])("a price without %s is refused", async (field) => {
    const price = { product_id, currency: "USD", unit_amount: 1900, [field]: undefined };
    const { status, body } = await server.mor.faststar.post(PRICES, price);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "parameter_missing", param: field });
  });

  test("a price is charged once unless it says otherwise", async () => {
    const price = { product_id, currency: "USD", unit_amount: 1900 };
    for (const type of [undefined, "one_time"]) {
      const { body } = await server.mor.faststar.post(PRICES, { ...price, type });
      expect(body.data).toMatchObject({ type: "one_time", recurring_interval: null });
    }
  });

  test("a recurring price needs its interval, and may have a count and a trial", async () => {
    const { faststar } = server.mor;
    const price = { product_id, currency: "USD", unit_amount: 1900, type: "recurring" };
    expect((await faststar.post(PRICES, price)).body.error).toMatchObject({ param: "recurring_interval" });
    const monthly = { ...price, recurring_interval: "month" };
    for (const fields of [{}, { recurring_interval_count: 3 }, { trial_period_days: 14 }]) {
      const { status, body } = await faststar.post(PRICES, { ...monthly, ...fields });
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ ...monthly, ...fields });
    }
  });
});

describe("customers and their cards", () => {
  test("a customer needs an e-mail address only", async () => {
    const { faststar } = server.mor;
    const made = await faststar.post("/public/customers", { email: "buyer@yoursite.com" });
    expect(made.status).toBe(200);
    expect(made.body.data).toMatchObject({
      id: expect.stringMatching(/^cus_/),
      email: "buyer@yoursite.com",
    });
    const refused = await faststar.post("/public/customers", {});
    expect(refused).toMatchObject({ status: 400, body: { error: { param: "email" } } });
  });

  test("the list of customers begins with the newest, and each is read by its id", async () => {
    const { faststar } = server.mor;
    const id = await makeCustomer(server.mor);
    const list = await faststar.get("/public/customers");
    const read = await faststar.get(`/public/customers/${id}`);
    expect([list.status, read.status]).toEqual([200, 200]);
    expect(read.body.data.id).toBe(id);
    expect(list.body.data.items[0]).toEqual(read.body.data);
  });

  test("a setup intent answers with what the browser needs to add a card", async () => {
    const customer = await makeCustomer(server.mor);
    const { status, body } = await server.mor.faststar.post(`/public/customers/${customer}/setup-intent`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      client_secret: expect.stringMatching(/^seti_\w+_secret_/),
      publishable_key: server.mor.publishable_key,
      setup_intent_id: expect.stringMatching(/^seti_/),
    });
  });

  test("a completed setup intent is exchanged for the masked card", async () => {
    const customer = await makeCustomer(server.mor);
    const { id } = await completeSetup(server, server.mor, customer);
    const { status, text, body } = await attach(server.mor, customer, id);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      id: expect.stringMatching(/^pm_/),
      brand: "visa",
      last4: "4242",
      exp_month: 12,
      exp_year: 2034,
    });
    expect(text).not.toContain(CARDS.good);
  });

  test("a setup intent that nobody has completed is not exchanged", async () => {
    const customer = await makeCustomer(server.mor);
    const { id } = await beginSetup(server.mor, customer);
    expect((await attach(server.mor, customer, id)).status).toBe(400);
  });

  test("a customer's cards are listed, masked", async () => {
    const { customer, card } = await customerWithCard(server, server.mor);
    const { status, text, body } = await server.mor.faststar.get(
      `/public/customers/${customer}/payment-methods`,
    );
    expect(status).toBe(200);
    expect(body.data.items).toMatchObject([
      { id: card, brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 },
    ]);
    expect(text).not.toContain(CARDS.good);
  });

  const chargeWithCurl = (customer: string, card: string) =>
    curl(
      server,
      server.mor,
      `curl -X POST $API/public/customers/${customer}/charge \\
        -H "X-API-Key: $KEY" \\
        -H "Content-Type: application/json" \\
        -d '{ "payment_method_id": "${card}", "amount": 1999, "currency": "USD", "off_session": true }'`,
    );

  test("the published curl charges a saved card while the buyer is away", async () => {
    const { customer, card } = await customerWithCard(server, server.mor);
    const { status, body } = await chargeWithCurl(customer, card);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      data: { status: "succeeded", amount: 1999, currency: "USD", payment_method_id: card },
    });
  });

  test("a card whose bank wants to see the buyer is answered with 402 and the documented message", async () => {
    const { customer, card } = await customerWithCard(server, server.mor, CARDS.challenge);
    const { status, body } = await chargeWithCurl(customer, card);
    expect(status).toBe(402);
    expect(body.success).toBe(false);
    expect(body.message).toBe("Payment requires additional authentication");
  });

  test("a saved card is made the default", async () => {
    const { customer } = await customerWithCard(server, server.mor);
    const second = await saveCard(server, server.mor, customer);
    const { status } = await server.mor.faststar.post(`/public/payment-methods/${second}/default`);
    expect(status).toBe(200);
    const { body } = await server.mor.faststar.get(`/public/customers/${customer}`);
    expect(body.data.default_payment_method_id).toBe(second);
  });

  test("a saved card is detached, and cannot be charged any more", async () => {
    const { customer, card } = await customerWithCard(server, server.mor);
    expect((await server.mor.faststar.delete(`/public/payment-methods/${card}`)).status).toBe(200);
    const list = await server.mor.faststar.get(`/public/customers/${customer}/payment-methods`);
    expect(list.body.data.items).toEqual([]);
    expect((await chargeWithCurl(customer, card)).status).toBe(404);
  });
});

test("the published curl for a tax estimate gets exactly the published figures", async () => {
  const { status, body } = await curl(
    server,
    server.mor,
    `curl $API/public/tax/calculate \\
      -H "X-API-Key: $KEY" \\
      -H "Content-Type: application/json" \\
      -d '{ "amount": 1000, "country": "DE" }'`,
  );
  expect(status).toBe(200);
  expect(body.success).toBe(true);
  expect(body.data).toMatchObject({
    country: "DE",
    tax_type: "vat",
    rate_percent: 19,
    inclusive: true,
    tax_amount: 160,
    net_amount: 840,
    gross_amount: 1000,
  });
});

test("the signature of a webhook that has arrived is verified, and that of another is not", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  await pay(server.direct);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  const payload = delivery?.raw_body.toString();
  const question = {
    provider_name: "faststar",
    payload,
    signature: delivery?.headers["x-webhook-signature"],
  };
  const ask = async (fields: object) => {
    const body = { ...question, ...fields };
    return dataOf<{ valid: boolean }>(await server.direct.faststar.post("/public/verify-signature", body));
  };
  expect(await ask({})).toEqual({ valid: true });
  expect(await ask({ payload: `${payload} ` })).toMatchObject({ valid: false });
});

describe("errors", () => {
  test("400: a session without line_items", async () => {
    const { status, body } = await server.mor.faststar.post(SESSIONS, SESSION_FIELDS);
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, message: expect.stringContaining("line_items") });
  });

  test("400: a Merchant of Record's line that is not of the catalog", async () => {
    const line_items = [{ ad_hoc_amount: 2500, ad_hoc_currency: "USD", quantity: 1 }];
    const { status, body } = await server.mor.faststar.post(SESSIONS, { ...SESSION_FIELDS, line_items });
    expect(status).toBe(400);
    expect(body).toMatchObject({ success: false, message: expect.stringMatching(/price_id or product_id/) });
  });

  test.each([
    ["no key", {}, "X-API-Key"],
    ["a wrong key", { "x-api-key": "sk_test_wrong" }, "Invalid API key"],
  ])("401: %s", async (_, headers, message) => {
    const { status, body } = await send(`${server.url}/api/v1${SESSIONS}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers } as Record<string, string>,
      body: JSON.stringify({ ...SESSION_FIELDS, line_items: [{ price_id, quantity: 1 }] }),
    });
    expect(status).toBe(401);
    expect(body).toMatchObject({ success: false, message: expect.stringContaining(message) });
  });

  test.each([
    ["customer", "/public/customers/cus_xxx"],
    ["customer", "/public/customers/cus_0000000000000000000000"],
    ["session", "/public/checkout/sessions/cs_xxx"],
    ["session", "/public/checkout/sessions/cs_0000000000000000000000"],
    ["price", "/merchant/catalog/prices/price_xxx"],
    ["price", "/merchant/catalog/prices/price_0000000000000000000000"],
  ])("404: a %s that does not exist (%s)", async (thing, path) => {
    const { status, body } = await server.mor.faststar.get(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ success: false, message: expect.stringContaining(thing) });
  });

  test("404: a line with a price that does not exist, as in an example that was pasted as it is", async () => {
    const line_items = [{ price_id: "price_xxx", quantity: 1 }];
    const { status, body } = await server.mor.faststar.post(SESSIONS, { ...SESSION_FIELDS, line_items });
    expect(status).toBe(404);
    expect(body).toMatchObject({ success: false, message: expect.stringContaining("price_xxx") });
  });

  test("5xx: the server's own trouble is passing, and the same request sent again succeeds once", async () => {
    const { faststar } = server.mor;
    const request = { ...SESSION_FIELDS, line_items: [{ price_id, quantity: 1 }] };
    const headers = { "idempotency-key": "order_10042_attempt_1" };
    // A process of its own has no worker, which could run into the trouble in the request's place.
    const db = { ...server.db };
    const troubled = await startBeside({ config: server.config, clock: server.clock, db });
    const transaction = vi.spyOn(db, "transaction");
    transaction.mockRejectedValueOnce(new Error("the connection was lost"));
    const failed = await troubled.mor.faststar.post(SESSIONS, request, headers);
    await troubled.stop();
    expect(transaction).toHaveBeenCalledOnce();
    expect(failed).toMatchObject({ status: 500, body: { success: false, message: expect.any(String) } });
    const first = await faststar.post(SESSIONS, request, headers);
    const again = await faststar.post(SESSIONS, request, headers);
    expect([first.status, again.text]).toEqual([200, first.text]);
  });
});
