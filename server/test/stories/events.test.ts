import { expect, test } from "vitest";
import { bodyOf, type WebhookBody } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePaymentMethod, makeSession, payAtCashier } from "../support/shop.ts";
import { addEndpoint, arrivals, dataOf, pay, useFreshReceiver } from "../support/webhook-log.ts";

const server = useTestServer();
const receiver = useFreshReceiver();

async function events(query: string, merchant = server.direct): Promise<readonly WebhookBody[]> {
  const answer = await merchant.faststar.get(`/public/events?${query}`);
  return dataOf<{ items: readonly WebhookBody[] }>(answer).items;
}

test("an event reads as its webhook told it", async () => {
  const endpoint = await addEndpoint(server.mor, receiver);
  const open = await makeSession(server.mor, { client_reference_id: "order_7" });
  await payAtCashier(server, open, CARDS.good);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  const told = delivery && bodyOf(delivery);
  const event = dataOf<WebhookBody>(await server.mor.faststar.get(`/public/events/${told?.id}`));
  expect(event).toEqual(told);
  expect(event).toEqual({
    id: expect.stringMatching(/^evt_/),
    type: "payment.succeeded",
    created: expect.any(Number),
    data: expect.objectContaining({ client_reference_id: "order_7", checkout_session_id: open.id }),
    livemode: false,
    api_version: "v1",
    sequence: expect.any(Number),
  });
  expect(await events("limit=1", server.mor)).toEqual([told]);
});

test("the events of one payment come with growing numbers, newest first", async () => {
  const id = await makeIntent(server.direct);
  for (const card of [CARDS.declined, CARDS.insufficient_funds, CARDS.good]) {
    const payment_method = await makePaymentMethod(server.direct, card);
    await server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  }
  await pay(server.direct);
  const told = await events(`object_id=${id}`);
  expect(told.map(({ type }) => type)).toEqual(["payment.succeeded", "payment.failed", "payment.failed"]);
  const sequences = told.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => right - left));
  expect(await events(`object_id=${id}&type=payment.succeeded`)).toEqual(told.slice(0, 1));
});

test("events can be narrowed to a type and a stretch of time, both ends included, and leafed through", async () => {
  server.clock.advance(60_000);
  await pay(server.direct);
  server.clock.advance(60_000);
  await pay(server.direct, CARDS.declined);
  server.clock.advance(60_000);
  await pay(server.direct);
  const [last, middle, first] = await events("limit=3");
  if (first === undefined || middle === undefined || last === undefined) throw new Error("too few events");
  expect([first.type, middle.type, last.type]).toEqual([
    "payment.succeeded",
    "payment.failed",
    "payment.succeeded",
  ]);
  expect(await events(`created_from=${first.created}&created_to=${middle.created}`)).toEqual([middle, first]);
  const iso = (created: number) => new Date(created * 1000).toISOString();
  expect(await events(`created_from=${iso(middle.created)}&created_to=${iso(middle.created)}`)).toEqual([
    middle,
  ]);
  const eastern = encodeURIComponent(iso(last.created + 8 * 3600).replace(".000Z", "+08:00"));
  expect(await events(`created_from=${eastern}`)).toEqual([last]);
  expect(await events(`created_from=${first.created}&type=payment.succeeded`)).toEqual([last, first]);
  const page = await server.direct.faststar.get(`/public/events?limit=2&created_from=${first.created}`);
  expect(page.body.data).toMatchObject({ has_more: true, next_cursor: middle.id });
  expect(await events(`limit=2&created_from=${first.created}&cursor=${middle.id}`)).toEqual([first]);
});

test("what FastStar does not tell is not there", async () => {
  const id = await makeIntent(server.direct);
  expect(await events(`object_id=${id}`)).toEqual([]);
  const rows = await server.db.query("SELECT 1 FROM events WHERE type = 'payment.created'");
  expect(rows.length).toBeGreaterThan(0);
});

test("a filter that makes no sense is refused by its name", async () => {
  const wrong: readonly [string, string][] = [
    ["type", "payment.suceeded"],
    ["type", ""],
    ["created_from", "yesterday"],
    ["created_from", "2026-02-30T00:00:00Z"],
    ["created_from", "-5"],
    ["created_to", "2026-02-01"],
    ["created_to", "%00"],
    ["object_id", "cs_0000000000000000000000"],
    ["object_id", "nonsense"],
    ["object_id", ""],
    ["limit", "101"],
    ["cursor", "nonsense"],
  ];
  for (const [param, value] of wrong) {
    const { status, body } = await server.direct.faststar.get(`/public/events?${param}=${value}`);
    expect(status, `${param}=${value}`).toBe(400);
    expect(body.error?.param).toBe(param);
  }
  const turned = await server.direct.faststar.get("/public/events?created_from=200&created_to=100");
  expect(turned.body.error?.param).toBe("created_from");
  const unknown = await server.direct.faststar.get("/public/events?type=refund");
  expect(unknown.body.message).toContain("payment.succeeded");
});
