import { beforeAll, describe, expect, test } from "vitest";
import type { HttpAnswer } from "../support/http.ts";
import { bodyOf, isStandardWebhook, useReceiver, verifiedTime } from "../support/receiver.ts";
import { paidIntent, refund, SLOW_REFUND_CARDS } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod, payIntent } from "../support/shop.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly sequence: number;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
}

interface EventList {
  readonly data: readonly ToldEvent[];
  readonly has_more: boolean;
  readonly error?: { readonly type: string; readonly code?: string; readonly param: string | null };
}

const list = (query = ""): Promise<HttpAnswer<EventList>> =>
  server.direct.onerway.get(`/events?${query}`) as never;
const typesOf = async (query: string) => (await list(query)).body.data.map(({ type }) => type);
const about = async (id: string, query = "limit=100") =>
  (await list(query)).body.data.filter(({ data }) => data.object.id === id).map(({ type }) => type);

let payment: string;
let refunded: string;

beforeAll(async () => {
  payment = await paidIntent(server.direct);
  const made = await server.direct.onerway.post("/refunds", { payment_intent: payment, amount: 700 });
  refunded = made.body.id;
  await server.direct.onerway.post(`/refunds/${refunded}`, { metadata: { ticket: "T-1" } });
  await payIntent(server.direct, CARDS.declined);
});

test("a refund is told from its making to its end, each time as it was then", async () => {
  const { data } = (await list("limit=100&type=refund.*")).body;
  const told = data.filter((event) => event.data.object.id === refunded).reverse();
  expect(told.map(({ type, sequence, data: { object } }) => [type, sequence, object.status])).toEqual([
    ["refund.created", 1, "pending"],
    ["refund.updated", 2, "succeeded"],
    ["refund.updated", 3, "succeeded"],
  ]);
  expect(told.map(({ data: { object } }) => object.metadata)).toEqual([{}, {}, { ticket: "T-1" }]);
  expect(told[0]).toMatchObject({
    id: expect.stringMatching(/^evt_[0-9A-Za-z]{22}$/),
    object: "event",
    api_version: expect.any(String),
    livemode: false,
    pending_webhooks: null,
    request: { id: null, idempotency_key: null },
    data: { object: { object: "refund", amount: 700, payment_intent: payment, currency: "usd" } },
  });
});

test("a refund made or called off through FastStar's door is told here too", async () => {
  const slow = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
  const { id } = (await refund(server.direct, slow)).body.data;
  await server.direct.faststar.post(`/public/refunds/${id}/cancel`);
  expect(await about(id)).toEqual(["refund.updated", "refund.created"]);
  const [last] = (await list("type=refund.updated&limit=1")).body.data;
  expect(last?.data.object).toMatchObject({ id, status: "canceled" });
});

test("setup intents are told, without the secret that opens them", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.declined);
  const setup = await server.direct.onerway.post("/setup_intents", { payment_method, confirm: true });
  const id = setup.body.error?.setup_intent?.id ?? "";
  const good = await makePaymentMethod(server.direct, CARDS.good);
  await server.direct.onerway.post(`/setup_intents/${id}/confirm`, { payment_method: good });
  expect(await about(id)).toEqual([
    "setup_intent.succeeded",
    "setup_intent.setup_failed",
    "setup_intent.created",
  ]);
  const canceled = (await server.direct.onerway.post("/setup_intents")).body.id;
  await server.direct.onerway.post(`/setup_intents/${canceled}/cancel`);
  expect(await about(canceled)).toEqual(["setup_intent.canceled", "setup_intent.created"]);
  const all = await list("type=setup_intent.*&limit=100");
  expect(all.text).not.toContain("client_secret");
  expect(all.text).not.toContain('processing"');
});

describe("the list is narrowed", () => {
  test("to one name, to several, and to all that begin alike", async () => {
    expect(new Set(await typesOf("type=refund.created&limit=100"))).toEqual(new Set(["refund.created"]));
    const several = await typesOf(
      "types[]=payment_intent.succeeded&types[]=payment_intent.payment_failed&limit=100",
    );
    expect(new Set(several)).toEqual(new Set(["payment_intent.succeeded", "payment_intent.payment_failed"]));
    const payments = await typesOf("type=payment_intent.*&limit=100");
    expect(payments.every((type) => type.startsWith("payment_intent."))).toBe(true);
    expect(await typesOf("type=*")).toEqual(await typesOf(""));
  });

  test("to a name that nothing is called by, which has no events", async () => {
    expect(await typesOf("type=payment_intent.exploded")).toEqual([]);
    expect(await typesOf("type=payment.succeeded")).toEqual([]);
  });

  test("to a stretch of time", async () => {
    const [newest] = (await list("limit=1")).body.data;
    const now = newest?.created ?? 0;
    expect(await typesOf(`created[gt]=${now}`)).toEqual([]);
    expect((await typesOf(`created[gte]=${now}`)).length).toBeGreaterThan(0);
    expect((await typesOf(`created=${now}`)).length).toBeGreaterThan(0);
    expect((await typesOf(`created[lte]=${now}&created[gte]=${now - 600}`)).length).toBeGreaterThan(0);
    expect(await typesOf(`created[lt]=${now - 600}`)).toEqual([]);
  });

  test("page by page, in both directions", async () => {
    const all = (await list("limit=100")).body.data.map(({ id }) => id);
    const first = (await list("limit=3")).body;
    expect(first.data.map(({ id }) => id)).toEqual(all.slice(0, 3));
    expect(first.has_more).toBe(true);
    const next = (await list(`limit=3&starting_after=${all[2]}`)).body.data;
    expect(next.map(({ id }) => id)).toEqual(all.slice(3, 6));
    const back = (await list(`limit=2&ending_before=${all[4]}`)).body.data;
    expect(back.map(({ id }) => id)).toEqual(all.slice(2, 4));
  });
});

test("bad input is refused, and an event of somebody else is not there", async () => {
  const types = Array.from({ length: 21 }, (_, index) => `types[]=a.${index}`).join("&");
  for (const [query, status] of [
    ["limit=0", 400],
    ["limit=1000", 400],
    ["created[gte]=soon", 400],
    ["created[nope]=1", 400],
    ["type=a&types[]=b", 400],
    ["type=", 400],
    [types, 400],
    ["starting_after=evt_nope", 404],
    [`starting_after=${refunded}`, 404],
    ["colour=red", 400],
  ] as const) {
    const answer = await list(query);
    expect(answer.status, query).toBe(status);
    expect(answer.body.error?.type).toBe("invalid_request_error");
  }
  const [event] = (await list("limit=1")).body.data;
  const { onerway } = server.direct;
  expect((await onerway.get(`/events/${event?.id}`)).body).toEqual(event);
  expect((await server.mor.onerway.get(`/events/${event?.id}`)).status).toBe(404);
  expect((await onerway.get("/events/evt_nope")).status).toBe(404);
  // What this API has no name for is not there either.
  const untold = await server.db.query<{ id: string }>(
    "SELECT id FROM events WHERE type = 'payment.refunded' AND merchant_id = $1 LIMIT 1",
    [server.direct.scope.merchant_id],
  );
  const { formatId } = await import("../../src/kit/ids.ts");
  expect((await onerway.get(`/events/${formatId("event", untold[0]?.id ?? "")}`)).status).toBe(404);
});

test("an endpoint that hears everything is sent what the list says, signed so that it can be believed", async () => {
  const endpoint = { url: receiver.url("/everything"), enabled_events: ["*"] };
  const { secret } = (await server.direct.onerway.post("/webhook_endpoints", endpoint)).body;
  const payment_intent = await paidIntent(server.direct);
  const { id } = (await server.direct.onerway.post("/refunds", { payment_intent })).body;
  await expect.poll(() => receiver.at("/everything").length).toBeGreaterThanOrEqual(4);
  await untilQuiet(server.db);
  const deliveries = receiver.at("/everything");
  const mine = deliveries.filter((delivery) => bodyOf(delivery).data.object?.id === id);
  expect(mine.map((delivery) => bodyOf(delivery).type).sort()).toEqual(["refund.created", "refund.updated"]);
  for (const delivery of deliveries) {
    expect(String(delivery.headers["onerway-signature"])).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    const signed_at = verifiedTime(delivery, "onerway-signature", secret) ?? 0;
    expect(Math.abs(signed_at - server.clock.now().getTime() / 1000)).toBeLessThan(60);
    expect(isStandardWebhook(delivery, secret)).toBe(true);
    expect(verifiedTime(delivery, "onerway-signature", `${secret}x`)).toBeUndefined();
    const { body } = await server.direct.onerway.get(`/events/${bodyOf(delivery).id}`);
    expect(body).toEqual(bodyOf(delivery));
  }
});
