import { expect, test } from "vitest";
import { continueReplays } from "../../src/core/webhooks/replays/continue-replays.ts";
import { bodyOf } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";
import { untilQuiet } from "../support/tables.ts";
import {
  addEndpoint,
  arrivals,
  dataOf,
  deliveriesTo,
  PATIENCE,
  pay,
  type TestEndpoint,
  useFreshReceiver,
} from "../support/webhook-log.ts";

const server = useTestServer();
const receiver = useFreshReceiver();
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface ReplayView {
  readonly id: string;
  readonly status: string;
  readonly event_types: readonly string[];
  readonly event_count: number;
  readonly queued_count: number;
  readonly pending_count: number;
  readonly succeeded_count: number;
  readonly failed_count: number;
  readonly finished_at: string | null;
}

const at = ({ id }: TestEndpoint) => `/merchant/webhook-endpoints/${id}`;
const now = () => server.clock.now().getTime();
const iso = (time_ms: number) => new Date(time_ms).toISOString();

/** Asks for a replay; the range is all of the last minute, unless told otherwise. */
function replay(endpoint: TestEndpoint, fields: object = {}) {
  const range = { from: iso(now() - MINUTE_MS), to: iso(now()) };
  return server.direct.faststar.post(`${at(endpoint)}/replay`, { ...range, ...fields });
}

async function progressOf(endpoint: TestEndpoint, { id }: ReplayView): Promise<ReplayView> {
  return dataOf<ReplayView>(await server.direct.faststar.get(`${at(endpoint)}/replays/${id}`));
}

/** Moves far enough on that nothing of before is in the last minute. */
function newChapter(): void {
  server.clock.advance(5 * MINUTE_MS);
}

test("after an outage, an endpoint is told again what happened in a stretch of time, and of nothing else", async () => {
  newChapter();
  const endpoint = await addEndpoint(server.direct, receiver);
  const too_early = await pay(server.direct);
  newChapter();
  const from = iso(now());
  const paid = [await pay(server.direct), await pay(server.direct), await pay(server.direct)];
  await pay(server.direct, CARDS.declined);
  const to = iso(now());
  newChapter();
  const too_late = await pay(server.direct);
  const heard = await arrivals(receiver, endpoint, 5);
  await untilQuiet(server.db);
  expect(heard).toHaveLength(5);

  const begun = dataOf<ReplayView>(await replay(endpoint, { from, to }));
  expect(begun).toMatchObject({ status: "running", event_count: 3, event_types: ["payment.succeeded"] });
  const told = (await arrivals(receiver, endpoint, 8)).slice(5);
  expect(told.map((delivery) => bodyOf(delivery).data.payment_id)).toEqual(expect.arrayContaining(paid));
  for (const delivery of told) {
    const original = heard.find(
      ({ headers }) => headers["x-webhook-id"] === delivery.headers["x-webhook-id"],
    );
    expect(original?.raw_body.equals(delivery.raw_body)).toBe(true);
  }
  await untilQuiet(server.db);
  expect(receiver.at(endpoint.path)).toHaveLength(8);
  expect(await progressOf(endpoint, begun)).toMatchObject({
    status: "finished",
    queued_count: 3,
    pending_count: 0,
    succeeded_count: 3,
    failed_count: 0,
    finished_at: expect.stringMatching(/Z$/),
  });
  const log = await deliveriesTo(server.direct, endpoint);
  expect(log.slice(0, 3).map(({ replay_id }) => replay_id)).toEqual([begun.id, begun.id, begun.id]);
  expect([too_early, too_late]).not.toContain(told.map((delivery) => bodyOf(delivery).data.payment_id)[0]);
});

test("what happened while an endpoint was disabled, or before there was one, can be replayed to it", async () => {
  newChapter();
  const sleeping = await addEndpoint(server.direct, receiver);
  await server.direct.faststar.patch(at(sleeping), { status: "disabled" });
  const paid = await pay(server.direct);
  await untilQuiet(server.db);
  expect((await replay(sleeping)).status).toBe(409);
  await server.direct.faststar.patch(at(sleeping), { status: "enabled" });
  const new_one = await addEndpoint(server.direct, receiver);
  for (const endpoint of [sleeping, new_one]) {
    expect(dataOf<ReplayView>(await replay(endpoint)).event_count).toBe(1);
    const [delivery] = await arrivals(receiver, endpoint, 1);
    expect(delivery && bodyOf(delivery).data.payment_id).toBe(paid);
  }
});

test("a replay can be narrowed to types that the endpoint is told, and to no others", async () => {
  newChapter();
  const event_types = ["payment.succeeded", "payment.failed"];
  const endpoint = await addEndpoint(server.direct, receiver, { event_types });
  await pay(server.direct);
  await pay(server.direct, CARDS.declined);
  await arrivals(receiver, endpoint, 2);
  await untilQuiet(server.db);
  const narrowed = dataOf<ReplayView>(await replay(endpoint, { event_types: ["payment.failed"] }));
  expect(narrowed).toMatchObject({ event_count: 1, event_types: ["payment.failed"] });
  const [, , third] = await arrivals(receiver, endpoint, 3);
  expect(third && bodyOf(third).type).toBe("payment.failed");
  const refused = await replay(endpoint, { event_types: ["payment.canceled"] });
  expect(refused.status).toBe(400);
  expect(refused.body.error?.param).toBe("event_types");
  expect(refused.body.message).toContain("not told payment.canceled");
});

test("a large replay goes out in pieces, each event once, and news does not wait behind it", async () => {
  newChapter();
  const endpoint = await addEndpoint(server.direct, receiver);
  const event_count = 350;
  await server.db.query(
    `INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
     SELECT $1, false, id::uuid, 'payment.succeeded', 'payment_intent', id::uuid, 1, snapshot, $4
       FROM unnest($2::text[]) AS id, (SELECT snapshot FROM events WHERE merchant_id = $1 AND type = $3 LIMIT 1) AS model`,
    [
      server.direct.scope.merchant_id,
      Array.from({ length: event_count }, () => server.core.new_id()),
      "payment.succeeded",
      server.clock.now(),
    ],
  );
  const unanswered: (() => void)[] = [];
  receiver.answer = ({ path }) =>
    path === endpoint.path
      ? { status: 200, stream: (response) => void unanswered.push(() => response.end()) }
      : { status: 200 };
  const begun = dataOf<ReplayView>(await replay(endpoint));
  expect(begun.event_count).toBe(event_count);
  // Beside the server's own worker.
  await Promise.all(Array.from({ length: 4 }, () => continueReplays(server.core)));
  await arrivals(receiver, endpoint, 8);
  await expect
    .poll(async () => (await progressOf(endpoint, begun)).queued_count, PATIENCE)
    .toBeGreaterThan(50);
  expect(await progressOf(endpoint, begun)).toMatchObject({ status: "running", succeeded_count: 0 });
  expect((await progressOf(endpoint, begun)).queued_count).toBeLessThan(120);
  expect((await replay(endpoint)).status).toBe(409);

  const paid = await pay(server.direct);
  receiver.answer = () => ({ status: 200 });
  for (const answer of unanswered) answer();
  await expect
    .poll(async () => (await progressOf(endpoint, begun)).succeeded_count, PATIENCE)
    .toBe(event_count);
  const told = receiver.at(endpoint.path);
  expect(new Set(told.map(({ headers }) => headers["x-webhook-id"])).size).toBe(told.length);
  expect(told).toHaveLength(event_count + 1);
  const place = told.findIndex((delivery) => bodyOf(delivery).data.payment_id === paid);
  const made_before = told.findIndex((delivery) => bodyOf(delivery).data.payment_id !== paid);
  expect(made_before).toBe(0);
  expect(place).toBeLessThan(250);
});

test("disabling the endpoint ends its replay", async () => {
  newChapter();
  const endpoint = await addEndpoint(server.direct, receiver);
  await pay(server.direct);
  await arrivals(receiver, endpoint, 1);
  await untilQuiet(server.db);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 500 : 200 });
  const begun = dataOf<ReplayView>(await replay(endpoint));
  await arrivals(receiver, endpoint, 2);
  await server.direct.faststar.patch(at(endpoint), { status: "disabled" });
  await untilQuiet(server.db);
  expect(await progressOf(endpoint, begun)).toMatchObject({ pending_count: 0, failed_count: 1 });
});

test("two requests for a replay at once begin one", async () => {
  newChapter();
  const endpoint = await addEndpoint(server.direct, receiver);
  await pay(server.direct);
  await arrivals(receiver, endpoint, 1);
  await untilQuiet(server.db);
  const range = { from: iso(now() - MINUTE_MS), to: iso(now()) };
  const headers = { "idempotency-key": "replay-once" };
  const post = () => server.direct.faststar.post(`${at(endpoint)}/replay`, range, headers);
  const answers = await Promise.all([post(), post(), post()]);
  const first = answers.find(({ status }) => status === 200);
  for (const { status, text } of answers) if (status !== 409) expect(text).toBe(first?.text);
  await untilQuiet(server.db);
  expect(receiver.at(endpoint.path)).toHaveLength(2);
});

test("the ends of a range belong to it, and a range that makes no sense is refused by its name", async () => {
  newChapter();
  const endpoint = await addEndpoint(server.direct, receiver);
  await pay(server.direct);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  const created = String(delivery && bodyOf(delivery).created);
  expect(dataOf<ReplayView>(await replay(endpoint, { from: created, to: created })).event_count).toBe(1);
  await untilQuiet(server.db);

  const tomorrow = iso(now() + DAY_MS);
  const refusals: readonly [object, string][] = [
    [{ from: undefined }, "from"],
    [{ to: undefined }, "to"],
    [{ from: "yesterday" }, "from"],
    [{ from: "2026-02-30T00:00:00Z" }, "from"],
    [{ from: "2026-02-01T00:00:00" }, "from"],
    [{ to: "2026-02-01" }, "to"],
    [{ from: 1_750_000_000 }, "from"],
    [{ to: null }, "to"],
    [{ from: tomorrow, to: tomorrow }, "from"],
    [{ from: iso(now()), to: iso(now() - MINUTE_MS) }, "from"],
    [{ from: iso(now() - 32 * DAY_MS) }, "to"],
    [{ event_types: "payment.succeeded" }, "event_types"],
    [{ event_types: [5] }, "event_types[0]"],
  ];
  for (const [fields, param] of refusals) {
    const { status, body } = await replay(endpoint, fields);
    expect(status, JSON.stringify(fields)).toBe(400);
    expect(body.error?.param).toBe(param);
  }
  const to_ms = now();
  const long = { from: iso(to_ms - 31 * DAY_MS), to: iso(to_ms) };
  expect((await replay(endpoint, long)).status).toBe(200);
  expect((await server.direct.faststar.get(`${at(endpoint)}/replays/whr_x`)).status).toBe(404);
});
