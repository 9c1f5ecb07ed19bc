import { describe, expect, test } from "vitest";
import { DOORS } from "../support/doors.ts";
import { bodyOf, isStandardWebhook, useReceiver, verifiedTime } from "../support/receiver.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import {
  CARDS,
  makeIntent,
  makePaymentMethod,
  makeSession,
  payAtCashier,
  payIntent,
} from "../support/shop.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();
const PATIENCE = { timeout: 60_000, interval: 20 };
const AFTER_RETRY_MS = 7_000;

interface Endpoint {
  readonly path: string;
  readonly id: string;
  readonly secret: string;
}

let endpoint_count = 0;

async function addFaststarEndpoint({ faststar }: TestMerchant, fields: object = {}): Promise<Endpoint> {
  const path = `/faststar/${++endpoint_count}`;
  const { body } = await faststar.post("/merchant/webhook-endpoints", { url: receiver.url(path), ...fields });
  return { path, id: body.data.id, secret: body.data.secret };
}

async function addOnerwayEndpoint({ onerway }: TestMerchant, enabled_events = ["*"]): Promise<Endpoint> {
  const path = `/onerway/${++endpoint_count}`;
  const { body } = await onerway.post("/webhook_endpoints", { url: receiver.url(path), enabled_events });
  return { path, id: body.id, secret: body.secret };
}

/** Waits for so many webhooks at an address, and answers them. */
async function arrivals({ path }: Endpoint, count: number) {
  await expect.poll(() => receiver.at(path).length, PATIENCE).toBeGreaterThanOrEqual(count);
  return receiver.at(path);
}

test("FastStar tells of a paid session once, signed as documented, with the merchant's reference", async () => {
  const endpoint = await addFaststarEndpoint(server.mor);
  const open = await makeSession(server.mor, {
    client_reference_id: "order_10042",
    metadata: { shelf: "A-12" },
  });
  await payAtCashier(server, open, CARDS.good);
  const [delivery] = await arrivals(endpoint, 1);
  if (delivery === undefined) throw new Error("nothing came");
  expect(delivery.headers["content-type"]).toMatch(/^application\/json/);
  const time = verifiedTime(delivery, "x-webhook-signature", endpoint.secret);
  expect(Math.abs((time ?? 0) - server.clock.now().getTime() / 1000)).toBeLessThan(60);
  expect(isStandardWebhook(delivery, endpoint.secret)).toBe(true);
  const session = await server.mor.faststar.get(`/public/checkout/sessions/${open.id}`);
  expect(bodyOf(delivery)).toEqual({
    id: delivery.headers["x-webhook-id"],
    type: "payment.succeeded",
    created: Number(delivery.headers["x-webhook-timestamp"]),
    livemode: false,
    api_version: "v1",
    sequence: expect.any(Number),
    data: expect.objectContaining({
      payment_id: session.body.data.session.payment_intent_id,
      amount: 1079,
      amount_tax: 80,
      currency: "USD",
      status: "succeeded",
      checkout_session_id: open.id,
      client_reference_id: "order_10042",
      metadata: { shelf: "A-12" },
    }),
  });
});

test("Onerway tells of each step in order, signed in its own way and in the standard one", async () => {
  const endpoint = await addOnerwayEndpoint(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct, { metadata: { order_id: "order_123" } });
  await server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  const told = await arrivals(endpoint, 2);
  for (const delivery of told) {
    expect(verifiedTime(delivery, "onerway-signature", endpoint.secret)).toBeDefined();
    expect(isStandardWebhook(delivery, endpoint.secret)).toBe(true);
    expect(delivery.headers["webhook-id"]).toBe(bodyOf(delivery).id);
  }
  const events = told.map(bodyOf).sort((left, right) => left.sequence - right.sequence);
  expect(events).toMatchObject([
    {
      object: "event",
      type: "payment_intent.created",
      data: { object: { id, status: "requires_payment_method" } },
    },
    {
      type: "payment_intent.succeeded",
      livemode: false,
      data: {
        object: { id, object: "payment_intent", status: "succeeded", metadata: { order_id: "order_123" } },
      },
    },
  ]);
  // With the secret a browser could pay; a webhook needs none.
  expect(told.map(({ raw_body }) => raw_body.toString()).join()).not.toContain("_secret_");
});

describe.each(DOORS)("what is paid through $name", (door) => {
  test("is told through both APIs, once for each payment", async () => {
    const endpoints = [
      await addFaststarEndpoint(server.direct, { event_types: ["payment.succeeded"] }),
      await addOnerwayEndpoint(server.direct, ["payment_intent.succeeded"]),
    ];
    const sales = await Promise.all(Array.from({ length: 4 }, () => door.open(server, server.direct)));
    await Promise.all(sales.map((sale) => sale.tryToPay(CARDS.good)));
    const paid = (await Promise.all(sales.map((sale) => sale.intent_id()))).sort();
    for (const endpoint of endpoints) await arrivals(endpoint, paid.length);
    await untilQuiet(server.db);
    for (const endpoint of endpoints) {
      const told = receiver.at(endpoint.path).map(bodyOf);
      expect(told.map(({ data }) => data.payment_id ?? data.object?.id).sort()).toEqual(paid);
    }
  });
});

test("an answer of 500 brings the same bytes again after five seconds, freshly signed", async () => {
  const endpoint = await addFaststarEndpoint(server.mor);
  receiver.answer = ({ path }) => ({
    status: path === endpoint.path && receiver.at(path).length === 1 ? 500 : 200,
  });
  await payAtCashier(server, await makeSession(server.mor), CARDS.good);
  await arrivals(endpoint, 1);
  await expect.poll(() => attemptsRecorded(endpoint), PATIENCE).toBe("1 pending 500");
  server.clock.advance(AFTER_RETRY_MS);
  const [first, second] = await arrivals(endpoint, 2);
  if (first === undefined || second === undefined) throw new Error("too few came");
  await expect.poll(() => attemptsRecorded(endpoint), PATIENCE).toBe("2 succeeded 200");
  expect(second.raw_body.equals(first.raw_body)).toBe(true);
  expect(second.headers["x-webhook-id"]).toBe(first.headers["x-webhook-id"]);
  expect(second.headers["x-webhook-timestamp"]).toBe(first.headers["x-webhook-timestamp"]);
  const times = [first, second].map((delivery) =>
    verifiedTime(delivery, "x-webhook-signature", endpoint.secret),
  );
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(5);
  expect(receiver.at(endpoint.path)).toHaveLength(2);
});

async function attemptsRecorded({ path }: Endpoint): Promise<string | undefined> {
  const rows = await server.db.query<{ said: string }>(
    `SELECT attempt_count || ' ' || delivery.status || ' ' || response_status AS said
       FROM webhook_deliveries AS delivery JOIN webhook_endpoints AS endpoint ON endpoint.id = webhook_endpoint_id
      WHERE endpoint.url = $1`,
    [receiver.url(path)],
  );
  return rows[0]?.said;
}

test("a redirect is a failure, and nobody follows it", async () => {
  const endpoint = await addFaststarEndpoint(server.mor);
  receiver.answer = ({ path }) =>
    path === endpoint.path && receiver.at(path).length === 1
      ? { status: 307, headers: { location: receiver.url("/elsewhere") } }
      : { status: 200 };
  await payAtCashier(server, await makeSession(server.mor), CARDS.good);
  await expect.poll(() => attemptsRecorded(endpoint), PATIENCE).toBe("1 pending 307");
  server.clock.advance(AFTER_RETRY_MS);
  await expect.poll(() => attemptsRecorded(endpoint), PATIENCE).toBe("2 succeeded 200");
  expect(receiver.at("/elsewhere")).toEqual([]);
});

test("an endpoint gets the events that it asked for, and a decline is one of them", async () => {
  const failures = await addFaststarEndpoint(server.direct, { event_types: ["payment.failed"] });
  const cancellations = await addOnerwayEndpoint(server.direct, ["payment_intent.canceled"]);
  const canceled = await makeIntent(server.direct);
  await payIntent(server.direct, CARDS.insufficient_funds);
  await payIntent(server.direct, CARDS.good);
  await server.direct.onerway.post(`/payment_intents/${canceled}/cancel`);
  await arrivals(failures, 1);
  await arrivals(cancellations, 1);
  await untilQuiet(server.db);
  expect(receiver.at(failures.path).map(bodyOf)).toMatchObject([
    {
      type: "payment.failed",
      data: {
        status: "requires_payment_method",
        error_code: "insufficient_funds",
        decline_code: "insufficient_funds",
      },
    },
  ]);
  expect(receiver.at(cancellations.path).map(bodyOf)).toMatchObject([
    { type: "payment_intent.canceled", data: { object: { id: canceled, status: "canceled" } } },
  ]);
});

test("an endpoint that is deleted hears nothing more, not even what it had missed", async () => {
  const [faststar, onerway] = [
    await addFaststarEndpoint(server.direct),
    await addOnerwayEndpoint(server.direct),
  ];
  const witness = await addOnerwayEndpoint(server.direct, ["payment_intent.succeeded"]);
  receiver.answer = ({ path }) => ({ status: path === witness.path ? 200 : 500 });
  await payIntent(server.direct, CARDS.good);
  await arrivals(faststar, 1);
  await arrivals(onerway, 2);
  expect((await server.direct.faststar.delete(`/merchant/webhook-endpoints/${faststar.id}`)).status).toBe(
    200,
  );
  const deleted = await server.direct.onerway.delete(`/webhook_endpoints/${onerway.id}`);
  expect(deleted.body).toEqual({ id: onerway.id, object: "webhook_endpoint", deleted: true });
  const heard = () => [receiver.at(faststar.path).length, receiver.at(onerway.path).length];
  const before = heard();
  receiver.answer = () => ({ status: 200 });
  server.clock.advance(AFTER_RETRY_MS);
  await payIntent(server.direct, CARDS.good);
  await arrivals(witness, 2);
  await untilQuiet(server.db);
  expect(heard()).toEqual(before);
  expect((await server.direct.onerway.get("/webhook_endpoints?limit=100")).text).not.toContain(onerway.id);
});
