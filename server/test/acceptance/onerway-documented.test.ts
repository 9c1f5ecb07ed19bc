import { beforeAll, describe, expect, test } from "vitest";
import { curl } from "../support/curl.ts";
import type { HttpAnswer, OnerwayBody } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { makeIntent, makePaymentMethod } from "../support/shop.ts";

/** The reference that Onerway publishes for merchants, row by row, with its own requests. */

const server = useTestServer();

/** The libraries of mobile apps want just two underscores. */
const SECRET = /^pi_[^_]+_secret_[^_]+$/;
const UNIX_SECONDS = expect.any(Number);
const idOf = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}_[0-9A-Za-z]{22}$`));

/** Runs a published command with another host, key and ids, and answers what a merchant would read. */
async function published(command: string, ids: Readonly<Record<string, string>> = {}): Promise<object> {
  const pasted = Object.entries(ids).reduce(
    (text, [example, id]) => text.replaceAll(example, id),
    command
      .replaceAll("https://api.onerway.com/v1", "$ONERWAY")
      .replaceAll("sk_test_your_secret_key", "$KEY"),
  );
  const { status, text, body } = await curl(server, server.direct, pasted);
  expect(status, text).toBe(200);
  return body;
}

const CREATE_INTENT = `curl -X POST https://api.onerway.com/v1/payment_intents \\
  -H "Authorization: Bearer sk_test_your_secret_key" \\
  -H "Content-Type: application/json" \\
  -d '{
    "amount": 2000,
    "currency": "usd",
    "payment_method_types": ["card"],
    "metadata": {
      "order_id": "order_123"
    }
  }'`;

const CREATE_METHOD = `curl -X POST https://api.onerway.com/v1/payment_methods \\
  -H "Authorization: Bearer sk_test_your_secret_key" \\
  -H "Content-Type: application/json" \\
  -d '{
    "type": "card",
    "card": {
      "number": "4242424242424242",
      "exp_month": 12,
      "exp_year": 2025,
      "cvc": "123"
    },
    "billing_details": {
      "name": "John Doe",
      "email": "john@example.com"
    }
  }'`;

describe("the published commands, one after the other", () => {
  let intent: string;
  let method: string;

  test("make an intent", async () => {
    const made = await published(CREATE_INTENT);
    intent = (made as OnerwayBody).id;
    expect(made).toMatchObject({
      id: idOf("pi"),
      object: "payment_intent",
      amount: 2000,
      currency: "usd",
      status: "requires_payment_method",
      client_secret: expect.stringMatching(SECRET),
      created: UNIX_SECONDS,
      metadata: { order_id: "order_123" },
      payment_method_types: ["card"],
    });
  });

  test("make a payment method", async () => {
    const made = await published(CREATE_METHOD);
    expect(made).toMatchObject({
      id: idOf("pm"),
      object: "payment_method",
      type: "card",
      card: { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2025 },
      billing_details: { name: "John Doe", email: "john@example.com" },
      created: UNIX_SECONDS,
    });
    expect(JSON.stringify(made)).not.toMatch(/4242424242424242|"cvc":"123"/);
    method = (made as OnerwayBody).id;
  });

  test("change the intent, confirm it and read it", async () => {
    const changed = await published(
      `curl -X POST https://api.onerway.com/v1/payment_intents/pi_1234567890 \\
        -H "Authorization: Bearer sk_test_your_secret_key" \\
        -H "Content-Type: application/json" \\
        -d '{
          "metadata": {
            "order_id": "order_456"
          }
        }'`,
      { pi_1234567890: intent },
    );
    expect(changed).toMatchObject({ id: intent, metadata: { order_id: "order_456" } });
    const confirmed = await published(
      `curl -X POST https://api.onerway.com/v1/payment_intents/pi_1234567890/confirm \\
        -H "Authorization: Bearer sk_test_your_secret_key" \\
        -H "Content-Type: application/json" \\
        -d '{
          "payment_method": "pm_1234567890"
        }'`,
      { pi_1234567890: intent, pm_1234567890: method },
    );
    expect(confirmed).toMatchObject({
      id: intent,
      object: "payment_intent",
      amount: 2000,
      currency: "usd",
      status: "succeeded",
    });
    const read = await published(
      `curl https://api.onerway.com/v1/payment_intents/pi_1234567890 \\
        -H "Authorization: Bearer sk_test_your_secret_key"`,
      { pi_1234567890: intent },
    );
    expect(read).toEqual(confirmed);
  });

  test("cancel an intent, with no body", async () => {
    const other = await makeIntent(server.direct);
    const canceled = await published(
      `curl -X POST https://api.onerway.com/v1/payment_intents/pi_1234567890/cancel \\
        -H "Authorization: Bearer sk_test_your_secret_key"`,
      { pi_1234567890: other },
    );
    expect(canceled).toMatchObject({ id: other, status: "canceled" });
  });

  test("make a customer", async () => {
    const made = await published(`curl -X POST https://api.onerway.com/v1/customers \\
      -H "Authorization: Bearer sk_test_your_secret_key" \\
      -H "Content-Type: application/json" \\
      -d '{
        "email": "john@example.com",
        "name": "John Doe",
        "metadata": {
          "user_id": "123"
        }
      }'`);
    expect(made).toMatchObject({
      id: idOf("cus"),
      object: "customer",
      email: "john@example.com",
      name: "John Doe",
      created: UNIX_SECONDS,
      metadata: { user_id: "123" },
    });
  });

  test("give half of the payment back", async () => {
    const made = await published(
      `curl -X POST https://api.onerway.com/v1/refunds \\
        -H "Authorization: Bearer sk_test_your_secret_key" \\
        -H "Content-Type: application/json" \\
        -d '{
          "payment_intent": "pi_1234567890",
          "amount": 1000,
          "reason": "requested_by_customer"
        }'`,
      { pi_1234567890: intent },
    );
    expect(made).toMatchObject({
      id: idOf("re"),
      object: "refund",
      amount: 1000,
      payment_intent: intent,
      reason: "requested_by_customer",
      status: "succeeded",
      created: UNIX_SECONDS,
    });
  });
});

const METHOD = {
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2025, cvc: "123" },
};

type Send = (path: string, body?: object) => Promise<HttpAnswer<OnerwayBody>>;

/** What is written is written with the documented POST, and with PUT as the overview has it. */
describe.each(["POST", "PUT"])("with %s", (method) => {
  let write: Send;
  beforeAll(() => {
    write = method === "POST" ? server.direct.onerway.post : server.direct.onerway.put;
  });

  test.each([
    ["an intent", "payment_intents", { amount: 2000, currency: "usd" }],
    ["a payment method", "payment_methods", METHOD],
    ["a customer", "customers", { email: "john@example.com" }],
  ])("%s is changed", async (_name, list, body) => {
    const { onerway } = server.direct;
    const { id } = (await onerway.post(`/${list}`, body)).body;
    const changed = await write(`/${list}/${id}`, { metadata: { order_id: "order_456" } });
    expect(changed).toMatchObject({ status: 200, body: { id, metadata: { order_id: "order_456" } } });
    expect((await onerway.get(`/${list}/${id}`)).body).toEqual(changed.body);
    expect((await write(`/${list}/${id}`, { metadata: "x" })).status).toBe(400);
    expect((await write(`/${list}/${id}x`, {})).status).toBe(404);
  });

  test("a refund is changed", async () => {
    const { onerway } = server.direct;
    const payment_method = await makePaymentMethod(server.direct, "4242424242424242");
    const payment_intent = await makeIntent(server.direct, { payment_method, confirm: true });
    const { id } = (await onerway.post("/refunds", { payment_intent, metadata: { a: "1" } })).body;
    const changed = await write(`/refunds/${id}`, { metadata: { b: "2" } });
    expect(changed.body).toMatchObject({ id, metadata: { a: "1", b: "2" } });
    expect((await onerway.get(`/refunds/${id}`)).body).toEqual(changed.body);
  });
});

describe("the tables of errors", () => {
  test.each([
    ["4000000000000002", "card_declined"],
    ["4000000000009995", "insufficient_funds"],
    ["4000000000000069", "expired_card"],
    ["4000000000000127", "incorrect_cvc"],
  ])("%s is answered as a card error %s", async (number, code) => {
    const payment_method = await makePaymentMethod(server.direct, number);
    const id = await makeIntent(server.direct);
    const { status, body } = await server.direct.onerway.post(`/payment_intents/${id}/confirm`, {
      payment_method,
    });
    expect(status).toBe(402);
    expect(body.error).toMatchObject({
      type: "card_error",
      code,
      message: expect.stringMatching(/\S/),
      param: "payment_method",
    });
  });

  test("the published decline reads as published", async () => {
    const payment_method = await makePaymentMethod(server.direct, "4000000000000002");
    const id = await makeIntent(server.direct);
    const { body } = await server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
    expect(body).toMatchObject({
      error: {
        type: "card_error",
        code: "card_declined",
        message: "Your card was declined.",
        param: "payment_method",
      },
    });
  });

  test("a number that is no card's is answered as a card error invalid_number", async () => {
    const card = { number: "4242424242424241", exp_month: 12, exp_year: 2034, cvc: "123" };
    const { status, body } = await server.direct.onerway.post("/payment_methods", { type: "card", card });
    expect(status).toBe(402);
    expect(body.error).toMatchObject({ type: "card_error", code: "invalid_number" });
  });

  test("a wrong parameter is an invalid_request_error, a key used twice an idempotency_error", async () => {
    const { onerway } = server.direct;
    const wrong = await onerway.post("/payment_intents", { amount: "much", currency: "usd" });
    expect(wrong).toMatchObject({ status: 400, body: { error: { type: "invalid_request_error" } } });
    const headers = { "idempotency-key": "used twice" };
    await onerway.post("/customers", { name: "Ada" }, headers);
    const again = await onerway.post("/customers", { name: "Grace" }, headers);
    expect(again).toMatchObject({ status: 400, body: { error: { type: "idempotency_error" } } });
  });
});

describe("the table of limits", () => {
  const pairs = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key_${index}`, "value"]));

  test.each([
    ["amount", 50, 200],
    ["amount", 49, 400],
    ["amount", 99_999_999, 200],
    ["amount", 100_000_000, 400],
    ["metadata", pairs(50), 200],
    ["metadata", pairs(51), 400],
    ["description", "星".repeat(350), 200],
    ["description", "星".repeat(351), 400],
  ] as const)("an intent whose %s is %.60j is answered with %i", async (field, value, status) => {
    const body = { amount: 2000, currency: "usd", [field]: value };
    const answer = await server.direct.onerway.post("/payment_intents", body);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.error?.param).toBe(field);
    else expect(answer.body).toMatchObject({ [field]: value });
  });

  test.each([1, 100])("a list of %i is given", async (limit) => {
    for (const path of ["customers", "refunds", "events"]) {
      const { status, body } = await server.direct.onerway.get(`/${path}?limit=${limit}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ object: "list", url: `/v1/${path}`, has_more: expect.any(Boolean) });
    }
  });

  test.each([0, 101])("a list of %i is refused", async (limit) => {
    for (const path of ["customers", "refunds", "events"]) {
      const { status, body } = await server.direct.onerway.get(`/${path}?limit=${limit}`);
      expect([status, body.error?.param]).toEqual([400, "limit"]);
    }
  });
});

test("every row of the documented fields of a customer is optional, taken and answered", async () => {
  const fields = { email: "j@example.com", name: "John", phone: "+1 555 0100", metadata: { a: "1" } };
  const { onerway } = server.direct;
  expect((await onerway.post("/customers", {})).status).toBe(200);
  for (const [field, value] of Object.entries(fields)) {
    const made = await onerway.post("/customers", { [field]: value });
    expect(made.body).toMatchObject({ [field]: value });
  }
});

test("an intent needs its amount and its currency, and takes the other documented fields one by one", async () => {
  const { onerway } = server.direct;
  for (const [body, param] of [
    [{ currency: "usd" }, "amount"],
    [{ amount: 2000 }, "currency"],
  ] as const) {
    const refused = await onerway.post("/payment_intents", body);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "parameter_missing", param } } });
  }
  const optional = {
    payment_method_types: ["card"],
    metadata: { order_id: "order_123" },
    description: "Two mugs",
    receipt_email: "buyer@example.com",
  };
  for (const [field, value] of Object.entries(optional)) {
    const made = await onerway.post("/payment_intents", { amount: 2000, currency: "usd", [field]: value });
    expect(made.body).toMatchObject({ [field]: value });
  }
});

test("events are found by their type, by their time, and so many at a time", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  const [event] = (await onerway.get("/events?type=payment_intent.created&limit=1")).body.data;
  expect(event).toMatchObject({ id: idOf("evt"), object: "event", data: { object: { id } } });
  const { created } = event as unknown as { created: number };
  const since = await onerway.get(`/events?created[gte]=${created}&limit=1`);
  expect(since.body.data).toHaveLength(1);
  expect((await onerway.get(`/events?created[gt]=${created + 3600}`)).body.data).toEqual([]);
  expect((await onerway.get(`/events/${event?.id}`)).body).toEqual(event);
});
