import { afterEach, describe, expect, test } from "vitest";
import {
  CardError,
  type Event,
  Onerway,
  SignatureVerificationError,
} from "../../../sdks/javascript/src/node.ts";
import { warnedPayment } from "../support/disputes.ts";
import { useReceiver } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";

const server = useTestServer();
const receiver = useReceiver();
const PATIENCE = { timeout: 60_000, interval: 20 };

const client = (apiKey = server.direct.secret_key) => new Onerway(apiKey, { baseUrl: server.url });
const order = { amount: 2000, currency: "usd" };

async function cardOf(number: string, onerway = client()): Promise<string> {
  const card = { number, exp_month: 12, exp_year: 2034, cvc: "123" };
  return (await onerway.paymentMethods.create({ type: "card", card })).id;
}

test("a merchant takes a payment", async () => {
  const onerway = client();
  const payment_method = await cardOf(CARDS.good);
  const intent = await onerway.paymentIntents.create({ ...order, metadata: { order_id: "order_123" } });
  expect(intent.status).toBe("requires_payment_method");
  const changed = await onerway.paymentIntents.update(intent.id, { description: "Zwei Tassen, 两个杯子" });
  expect(changed.description).toBe("Zwei Tassen, 两个杯子");
  const paid = await onerway.paymentIntents.confirm(intent.id, { payment_method });
  expect(paid).toMatchObject({
    status: "succeeded",
    amount_received: 2000,
    metadata: { order_id: "order_123" },
  });
  expect(paid.lastResponse.requestId).toMatch(/^req_/);
  expect(await onerway.paymentIntents.retrieve(intent.id)).toEqual(paid);
});

test("a decline is a CardError with the payment in it, which another card pays", async () => {
  const onerway = client();
  const intent = await onerway.paymentIntents.create(order);
  const declined = onerway.paymentIntents.confirm(intent.id, {
    payment_method: await cardOf(CARDS.insufficient_funds),
  });
  const error = await declined.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CardError);
  expect(error).toMatchObject({
    status: 402,
    code: "insufficient_funds",
    decline_code: "insufficient_funds",
    request_id: expect.stringMatching(/^req_/),
    payment_intent: { id: intent.id, status: "requires_payment_method" },
  });
  const paid = await onerway.paymentIntents.confirm(intent.id, { payment_method: await cardOf(CARDS.good) });
  expect(paid.status).toBe("succeeded");
});

test("a buyer whose bank asks is sent there", async () => {
  const payment_method = await cardOf(CARDS.challenge);
  const intent = await client().paymentIntents.create({ ...order, payment_method, confirm: true });
  expect(intent.status).toBe("requires_action");
  expect(intent.next_action?.redirect_to_url.url).toContain(server.url);
  const canceled = await client().paymentIntents.cancel(intent.id, { cancellation_reason: "abandoned" });
  expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
});

describe("what is asked wrongly", () => {
  const failing = async (call: Promise<unknown>) => call.catch((error: unknown) => error);

  test("is an error of its kind, with what to do", async () => {
    const onerway = client();
    expect(await failing(onerway.paymentIntents.retrieve("pi_unknown"))).toMatchObject({
      name: "InvalidRequestError",
      status: 404,
      code: "resource_missing",
    });
    expect(await failing(onerway.paymentIntents.create({ ...order, amount: 0 }))).toMatchObject({
      name: "InvalidRequestError",
      param: "amount",
    });
    expect(await failing(cardOf("4242424242424241"))).toMatchObject({
      name: "CardError",
      code: "invalid_number",
    });
  });

  test("with a key that is not known is an AuthenticationError", async () => {
    expect(await failing(client("sk_test_unknown").paymentIntents.retrieve("pi_1"))).toMatchObject({
      name: "AuthenticationError",
      status: 401,
    });
  });

  test("under a key that meant something else is an IdempotencyError", async () => {
    const options = { idempotencyKey: "order_7" };
    const first = await client().paymentIntents.create(order, options);
    const again = await client().paymentIntents.create(order, options);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers.get("idempotent-replayed")).toBe("true");
    const other = client().paymentIntents.create({ ...order, amount: 3000 }, options);
    expect(await failing(other)).toMatchObject({ name: "IdempotencyError", status: 400 });
  });
});

test("a warning of fraud is listed and read, and the payment is given back", async () => {
  const { radar, refunds } = client();
  const { payment_id, warning } = await warnedPayment(server, server.direct);
  const { data } = await radar.earlyFraudWarnings.list({ payment_intent: payment_id });
  expect(data.map(({ id }) => id)).toEqual([warning.id]);
  await refunds.create({ payment_intent: payment_id, reason: "fraudulent" });
  expect((await radar.earlyFraudWarnings.retrieve(warning.id)).actionable).toBe(false);
});

test("many confirmations of one order at the same time, under its key, are one payment", async () => {
  const onerway = client();
  const payment_method = await cardOf(CARDS.good);
  const options = { idempotencyKey: "order_8", maxNetworkRetries: 5 };
  const pay = () => onerway.paymentIntents.create({ ...order, payment_method, confirm: true }, options);
  const before = (await server.journal()).length;
  const intents = await Promise.all(Array.from({ length: 8 }, pay));
  expect(new Set(intents.map(({ id, status }) => `${id} ${status}`)).size).toBe(1);
  expect((await server.journal()).length - before).toBe(1);
});

describe("with webhook endpoints", () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const id of made.splice(0)) await client().webhookEndpoints.del(id);
  });

  async function addEndpoint(path: string) {
    const url = receiver.url(path);
    const endpoint = await client().webhookEndpoints.create({ url, enabled_events: ["*"] });
    made.push(endpoint.id);
    return endpoint;
  }

  test("a list is gone through page by page, each item once", async () => {
    for (const number of [1, 2, 3, 4, 5]) await addEndpoint(`/list/${number}`);
    const { webhookEndpoints } = client();
    const page = await webhookEndpoints.list({ limit: 2 });
    expect(page).toMatchObject({ object: "list", has_more: true });
    const found: string[] = [];
    for await (const { id } of webhookEndpoints.list({ limit: 2 })) found.push(id);
    expect(found.filter((id) => made.includes(id))).toEqual([...made].reverse());
    expect(new Set(found).size).toBe(found.length);
    expect(await page.autoPagingToArray({ limit: 3 })).toHaveLength(3);
  });

  test("a real webhook is verified, and a forged one is not", async () => {
    const endpoint = await addEndpoint("/paid");
    const onerway = client();
    const payment_method = await cardOf(CARDS.good);
    const intent = await onerway.paymentIntents.create({ ...order, payment_method, confirm: true });
    // What happened shortly before there was an endpoint may be told to it too.
    const paid = () =>
      receiver
        .at("/paid")
        .find(
          ({ raw_body }) => raw_body.includes("payment_intent.succeeded") && raw_body.includes(intent.id),
        );
    await expect.poll(paid, PATIENCE).toBeDefined();
    const { raw_body = Buffer.of(), headers } = paid() ?? {};
    const header = headers?.["onerway-signature"];
    const event: Event = onerway.webhooks.constructEvent(raw_body, header, endpoint.secret);
    expect(event.type === "payment_intent.succeeded" && event.data.object).toMatchObject({
      id: intent.id,
      amount_received: 2000,
    });
    expect(await Onerway.webhooks.constructEventAsync(raw_body, header, endpoint.secret)).toEqual(event);
    const forged = raw_body.toString().replace("2000", "9000");
    for (const [body, secret] of [
      [forged, endpoint.secret],
      [raw_body, `${endpoint.secret}x`],
    ] as const) {
      expect(() => onerway.webhooks.constructEvent(body, header, secret)).toThrow(SignatureVerificationError);
    }
  });
});
