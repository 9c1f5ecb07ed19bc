import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Core } from "../../src/core/core.ts";
import type { WebhookDialect } from "../../src/core/webhooks/dialect.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { SCHEDULED_DELIVERIES } from "../../src/core/webhooks/queue/delivery-queue.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import type { WebhookResult } from "../../src/core/webhooks/transport.ts";
import type { Database } from "../../src/db/types.ts";
import type { Scope } from "../../src/kit/scope.ts";
import type { MovableClock } from "../support/clock.ts";
import { openWebhookQueue } from "../support/webhook-queue.ts";
import {
  answers,
  capitalDialect,
  deliveryRows,
  endpointOf,
  happen,
  type ScriptedTransport,
  scriptedTransport,
} from "../support/webhooks.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const OTHER: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000002", livemode: false };

let db: Database;
let close: () => Promise<void>;
let clock: MovableClock;
let core: Core;
let dialects: WebhookDialect[];
let transport: ScriptedTransport;
let deliverer: Deliverer;

beforeEach(async () => {
  ({ db, close, clock, core, transport } = await openWebhookQueue());
  dialects = [capitalDialect()];
  deliverer = createDeliverer(core, { dialects, transport });
});

afterEach(() => close());

/** What the workers do in a while: news becomes deliveries, and those that are due are made. */
async function workersRun(): Promise<void> {
  await dispatchEvents(core, dialects);
  // An answer calls the worker a moment later, and when it is called so, it need not look for what is due by the clock.
  for (let look = 0; look < 2; look++) {
    await deliverer.run(() => {});
    await deliverer.drain();
  }
}

const never = () => new Promise<WebhookResult>(() => {});

test("an endpoint is told of an event once, signed with its own secret", async () => {
  const endpoint = await endpointOf(core, SHOP, { url: "https://shop.example/hooks" });
  const event_id = await happen(core, SHOP);
  await workersRun();
  await workersRun();

  expect(transport.sent).toHaveLength(1);
  const [{ url, headers, body }] = transport.sent as [(typeof transport.sent)[0]];
  expect(url).toBe("https://shop.example/hooks");
  expect(JSON.parse(body)).toEqual({ id: event_id, type: "payment.succeeded", livemode: false });
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  const key = Buffer.from(endpoint.secret.replace("whsec_", ""), "base64");
  expect(key).toHaveLength(32);
  const signature = createHmac("sha256", key).update(`${event_id}.1772366400.${body}`).digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
  expect(await deliveryRows(db)).toEqual([
    {
      event_id,
      webhook_endpoint_id: endpoint.id,
      status: "succeeded",
      attempt_count: 1,
      next_attempt_at: null,
      response_status: 200,
      error: null,
      finished_at: clock.now(),
    },
  ]);
});

test("when the database's answer to a commit is lost, what was delivered is logged once, and deliveries go on", async () => {
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await dispatchEvents(core, dialects);
  await deliverer.run(() => {});
  const transaction = db.transaction.bind(db);
  vi.spyOn(db, "transaction").mockImplementationOnce(async (work) => {
    await transaction(work);
    throw new Error("Connection terminated unexpectedly");
  });
  await expect(deliverer.drain()).rejects.toThrow("Connection terminated");
  await deliverer.drain();
  await happen(core, SHOP);
  await workersRun();
  expect(transport.sent).toHaveLength(2);
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded" }, { status: "succeeded" }]);
  expect(await db.query("SELECT 1 FROM webhook_attempts")).toHaveLength(2);
});

test("an endpoint gets the events that it asked for, in its API's names", async () => {
  await endpointOf(core, SHOP, { url: "https://shop.example/failures", event_types: ["PAYMENT.FAILED"] });
  await endpointOf(core, SHOP, { url: "https://shop.example/all" });
  await happen(core, SHOP, "payment.succeeded");
  await happen(core, SHOP, "payment.failed");
  await workersRun();
  const told = transport.sent.map(({ url, body }) => `${url} ${JSON.parse(body).type}`);
  expect(told.sort()).toEqual([
    "https://shop.example/all payment.failed",
    "https://shop.example/all payment.succeeded",
    "https://shop.example/failures payment.failed",
  ]);
});

test("what an API does not tell is not delivered through it", async () => {
  await endpointOf(core, SHOP);
  await endpointOf(core, SHOP, { api: "an API that is not served here" });
  await happen(core, SHOP, "payment.created");
  await workersRun();
  expect(await deliveryRows(db)).toEqual([]);
});

test("another merchant, or the same one in live mode, hears nothing", async () => {
  await endpointOf(core, OTHER);
  await endpointOf(core, { ...SHOP, livemode: true });
  await happen(core, SHOP);
  await workersRun();
  expect(transport.sent).toEqual([]);
  expect(await db.query("SELECT FROM event_outbox")).toEqual([]);
});

test("an event that happened before there was an endpoint is not delivered to it", async () => {
  await happen(core, SHOP);
  await dispatchEvents(core, dialects);
  await endpointOf(core, SHOP);
  await workersRun();
  expect(transport.sent).toEqual([]);
});

test("a failing endpoint is tried ten times, with the same bytes and a fresh signature", async () => {
  transport.answer = () => answers(500);
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  for (let count = 0; count < 12; count++) {
    await workersRun();
    clock.advance(27 * HOUR_MS);
    // A new version of Starway would word the event in another way.
    dialects[0] = { ...capitalDialect(), render: () => "another wording" };
    deliverer = createDeliverer(core, { dialects, transport });
  }
  expect(transport.sent).toHaveLength(10);
  expect(new Set(transport.sent.map(({ body }) => body)).size).toBe(1);
  expect(new Set(transport.sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(transport.sent.map(({ headers }) => headers["webhook-signature"])).size).toBe(10);
  expect(await deliveryRows(db)).toMatchObject([
    {
      status: "failed",
      attempt_count: 10,
      next_attempt_at: null,
      response_status: 500,
      error: "The endpoint answered 500.",
    },
  ]);
});

test("a retry comes when it is due and not before, and an answer then ends it", async () => {
  transport.answer = () => ({ error: "The connection was refused." });
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await workersRun();
  expect(await deliveryRows(db)).toMatchObject([
    { status: "pending", attempt_count: 1, response_status: null, error: "The connection was refused." },
  ]);
  clock.advance(4 * SECOND_MS);
  await workersRun();
  expect(transport.sent).toHaveLength(1);
  transport.answer = () => answers(204);
  clock.advance(2 * SECOND_MS);
  await workersRun();
  expect(transport.sent).toHaveLength(2);
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded", attempt_count: 2, error: null }]);
});

test("a redirect does not acknowledge", async () => {
  transport.answer = () => answers(302);
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await workersRun();
  expect(await deliveryRows(db)).toMatchObject([{ status: "pending", response_status: 302 }]);
});

test("a receiver that asks to be left alone for a while is", async () => {
  transport.answer = () => answers(429, "600");
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await workersRun();
  clock.advance(599 * SECOND_MS);
  await workersRun();
  expect(transport.sent).toHaveLength(1);
  clock.advance(SECOND_MS);
  await workersRun();
  expect(transport.sent).toHaveLength(2);
});

test("an endpoint that answers 410 is disabled, and what was waiting for it is given up", async () => {
  const endpoint = await endpointOf(core, SHOP, { url: "https://shop.example/gone" });
  await endpointOf(core, SHOP, { url: "https://shop.example/alive" });
  transport.answer = () => answers(500);
  const first = await happen(core, SHOP);
  await workersRun();
  transport.answer = ({ url }) => answers(url.endsWith("gone") ? 410 : 200);
  const second = await happen(core, SHOP);
  await workersRun();
  await happen(core, SHOP);
  await workersRun();

  const rows = (await deliveryRows(db)).filter((row) => row.webhook_endpoint_id === endpoint.id);
  expect(rows).toMatchObject([
    { event_id: first, status: "failed", error: "The endpoint was disabled because it had answered 410." },
    { event_id: second, status: "failed", response_status: 410, error: "The endpoint answered 410." },
  ]);
  expect(transport.sent.filter(({ url }) => url.endsWith("gone"))).toHaveLength(2);
  expect(await db.query("SELECT status FROM webhook_endpoints ORDER BY id")).toEqual([
    { status: "disabled" },
    { status: "enabled" },
  ]);
});

test("when a worker dies in the middle of an attempt, another makes it later; the dead one's answer changes nothing", async () => {
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await dispatchEvents(core, dialects);
  let answerLate: (result: WebhookResult) => void = () => {};
  const late = scriptedTransport(() => new Promise((resolve) => (answerLate = resolve)));
  const dying = createDeliverer(core, { dialects, transport: late });
  expect(await dying.run(() => {})).toBe(1);

  clock.advance(20 * SECOND_MS);
  await workersRun();
  expect(transport.sent).toHaveLength(0);
  clock.advance(15 * SECOND_MS);
  transport.answer = () => answers(500);
  await workersRun();
  const rows = await deliveryRows(db);
  expect(rows).toMatchObject([{ status: "pending", attempt_count: 2, response_status: 500 }]);
  await expect.poll(() => late.sent.length).toBe(1);
  answerLate(answers(503, "86400"));
  await dying.drain();
  expect(await deliveryRows(db)).toEqual(rows);
});

test("several workers at once deliver every event exactly once", async () => {
  await endpointOf(core, SHOP);
  const endpoints = 3;
  for (let count = 1; count < endpoints; count++) await endpointOf(core, OTHER);
  const ids: string[] = [];
  for (let count = 0; count < 20; count++) ids.push(await happen(core, SHOP), await happen(core, OTHER));
  const dispatched = await Promise.all(Array.from({ length: 4 }, () => dispatchEvents(core, dialects)));
  expect(dispatched.reduce((sum, count) => sum + count)).toBe(40);
  const workers = Array.from({ length: 4 }, () => createDeliverer(core, { dialects, transport }));
  for (let round = 0; round < 20; round++) {
    await Promise.all(workers.map((worker) => worker.run(() => {})));
    await Promise.all(workers.map((worker) => worker.drain()));
  }
  expect(transport.sent).toHaveLength(60);
  const rows = await deliveryRows(db);
  expect(rows).toHaveLength(60);
  expect(rows.every((row) => row.status === "succeeded" && row.attempt_count === 1)).toBe(true);
  expect(new Set(rows.map((row) => row.event_id))).toEqual(new Set(ids));
});

test("when the dispatcher fails halfway, nothing is lost and nothing is doubled", async () => {
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await happen(core, SHOP);
  let asked = 0;
  const failing: WebhookDialect = {
    ...capitalDialect(),
    eventName: (type) => {
      asked += 1;
      if (asked === 2) throw new Error("power cut");
      return type;
    },
  };
  await expect(dispatchEvents(core, [failing])).rejects.toThrow("power cut");
  expect(await deliveryRows(db)).toEqual([]);
  await workersRun();
  expect(transport.sent).toHaveLength(2);
});

test("an endpoint that never answers takes a few places, and the others are told at once", async () => {
  await endpointOf(core, SHOP, { url: "https://shop.example/dead" });
  await endpointOf(core, OTHER, { url: "https://other.example/alive" });
  for (let count = 0; count < 100; count++) await happen(core, SHOP);
  transport.answer = ({ url }) => (url.endsWith("dead") ? never() : answers(200));
  await dispatchEvents(core, dialects);
  await deliverer.run(() => {});
  await deliverer.run(() => {});
  await expect.poll(() => transport.sent.length).toBe(8);
  await happen(core, OTHER);
  await dispatchEvents(core, dialects);
  expect(await deliverer.run(() => {})).toBe(1);
  await expect.poll(() => transport.sent.map(({ url }) => url)).toContain("https://other.example/alive");
});

test("when every place is taken, the first that becomes free goes to the endpoint with the fewest", async () => {
  const release: (() => void)[] = [];
  transport.answer = ({ url }) =>
    url.includes("slow") ? new Promise((resolve) => release.push(() => resolve(answers(200)))) : answers(200);
  deliverer = createDeliverer(core, { dialects, transport }, { ...SCHEDULED_DELIVERIES, at_once: 64 });
  for (let count = 0; count < 9; count++)
    await endpointOf(core, SHOP, { url: `https://shop.example/slow/${count}` });
  for (let count = 0; count < 10; count++) await happen(core, SHOP);
  await dispatchEvents(core, dialects);
  const finished = new Promise<void>((resolve) => {
    deliverer.run(resolve).then((count) => expect(count).toBe(64));
  });
  await expect.poll(() => release.length).toBe(64);
  await endpointOf(core, OTHER, { url: "https://other.example/quick" });
  await happen(core, OTHER);
  await dispatchEvents(core, dialects);
  expect(await deliverer.run(() => {})).toBe(0);
  release[0]?.();
  await finished;
  expect(await deliverer.run(() => {})).toBe(1);
  await expect.poll(() => transport.sent.at(-1)?.url).toBe("https://other.example/quick");
});

test("a webhook that cannot be worded fails by itself and comes again; the others go out", async () => {
  const [capitals] = dialects as [WebhookDialect];
  const bad = await endpointOf(core, SHOP, { api: "broken" });
  await endpointOf(core, SHOP);
  dialects.push({
    ...capitalDialect("broken"),
    render: () => {
      throw new Error("a bug");
    },
  });
  await happen(core, SHOP);
  await workersRun();
  expect(transport.sent).toHaveLength(1);
  const rows = (await deliveryRows(db)).filter((row) => row.webhook_endpoint_id === bad.id);
  expect(rows).toMatchObject([
    { status: "pending", attempt_count: 1, error: "The webhook could not be prepared." },
  ]);
  dialects[1] = { ...capitals, api: "broken" };
  clock.advance(6 * SECOND_MS);
  await workersRun();
  expect((await deliveryRows(db)).every((row) => row.status === "succeeded")).toBe(true);
});

test("while the database is away, answers are kept and recorded later", async () => {
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await dispatchEvents(core, dialects);
  let is_away = false;
  const failing: Database = {
    ...db,
    transaction: (work) => (is_away ? Promise.reject(new Error("away")) : db.transaction(work)),
  };
  const worker = createDeliverer({ ...core, db: failing }, { dialects, transport });
  await worker.run(() => {});
  is_away = true;
  await expect(worker.drain()).rejects.toThrow("away");
  is_away = false;
  await worker.drain();
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded", attempt_count: 1 }]);
});

test("retries of what failed together are spread out", async () => {
  transport.answer = () => answers(500);
  await endpointOf(core, SHOP);
  for (let count = 0; count < 8; count++) await happen(core, SHOP);
  await workersRun();
  const times = (await deliveryRows(db)).map((row) => row.next_attempt_at?.getTime() ?? 0);
  expect(new Set(times).size).toBeGreaterThan(4);
  const start_ms = clock.now().getTime();
  expect(times.every((time) => time >= start_ms + 4_500 && time <= start_ms + 5_500)).toBe(true);
});
