import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { createGivingWay, LONGEST_WAIT_MS } from "../../src/core/webhooks/queue/giving-way.ts";
import { createShares } from "../../src/core/webhooks/queue/shares.ts";
import type { Database } from "../../src/db/types.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { dispatchEventsJob } from "../../src/worker/jobs/dispatch-events.ts";
import { createLookout } from "../../src/worker/lookout.ts";
import type { MovableClock } from "../support/clock.ts";
import { openWebhookQueue } from "../support/webhook-queue.ts";
import { capitalDialect, deliveryRows, endpointOf, type ScriptedTransport } from "../support/webhooks.ts";

const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const OTHER: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000002", livemode: false };
const DIALECTS = [capitalDialect()];
const LOOKS_APART_MS = 100;
const WAKER = { wake: () => {} };

let db: Database;
let close: () => Promise<void>;
let clock: MovableClock;
let core: Core;
let transport: ScriptedTransport;
let deliverer: Deliverer;
/** How many payments wait for the database. */
let queue: number;
/** How many the database has been given. */
let taken: number;
/** How busy the process is. */
let utilization: number;

beforeEach(async () => {
  const opened = await openWebhookQueue();
  ({ close, clock, transport } = opened);
  queue = 0;
  taken = 0;
  utilization = 1;
  db = { ...opened.db, load: () => ({ ...opened.db.load(), waiting_rows: queue, taken_rows: taken }) };
  core = { ...opened.core, db };
  deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  await endpointOf(core, SHOP);
});

afterEach(() => close());

const dispatching = (longest_wait_ms = LONGEST_WAIT_MS) =>
  dispatchEventsJob(
    core,
    DIALECTS,
    deliverer,
    createGivingWay(core, { longest_wait_ms, paymentsQueue: createLookout(core, () => utilization) }),
  );

/** The worker looks again and again for so long; what it sends is answered before it looks again. */
async function pass(job: ReturnType<typeof dispatching>, duration_ms: number): Promise<void> {
  for (let passed_ms = 0; passed_ms < duration_ms; passed_ms += LOOKS_APART_MS) {
    clock.advance(LOOKS_APART_MS);
    await job.run(WAKER);
    await deliverer.run(() => {});
    await deliverer.drain();
  }
}

/** So many payments of a merchant, of which one note tells. Answers their events. */
async function sell({ merchant_id, livemode }: Scope, count: number): Promise<string[]> {
  const event_ids = Array.from({ length: count }, () => core.new_id());
  await db.query(
    `WITH event AS (
       INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
       SELECT $1, $2, id, 'payment.succeeded', 'payment_intent', id, 1, '{}', $4 FROM unnest($3::uuid[]) AS id)
     INSERT INTO event_outbox (merchant_id, livemode, id, event_ids, created_at) VALUES ($1, $2, ($3::uuid[])[1], $3, $4)`,
    [merchant_id, livemode, event_ids, clock.now()],
  );
  return event_ids;
}

const idsSent = () => transport.sent.map(({ body }) => JSON.parse(body).id as string);

test("while a merchant's payments queue, it is told of few, and when the queue is gone, of all, the oldest first", async () => {
  const job = dispatching();
  queue = 100;
  await pass(job, 2_000);
  const ids: string[] = [];
  for (let note = 0; note < 20; note++) ids.push(...(await sell(SHOP, 20)));
  await pass(job, 5_000);
  expect(idsSent().length).toBeLessThanOrEqual(200);
  expect(idsSent().sort()).toEqual(ids.slice(0, idsSent().length));
  queue = 0;
  await pass(job, 5_000);
  expect(idsSent().sort()).toEqual(ids);
});

test("one merchant's rush delays nobody else's webhooks", async () => {
  await endpointOf(core, OTHER);
  const job = dispatching();
  queue = 100;
  await pass(job, 2_000);
  for (let note = 0; note < 20; note++) await sell(SHOP, 20);
  for (let second = 0; second < 4; second++) {
    const [id = ""] = await sell(OTHER, 1);
    await pass(job, 500);
    expect(idsSent()).toContain(id);
  }
});

test("all merchants have their turn, however many they are", async () => {
  const merchants = Array.from({ length: 300 }, () => ({ merchant_id: core.new_id(), livemode: false }));
  for (const merchant of merchants) await sell(merchant, 1);
  const takeNextShares = createShares();
  const take = async () => (await db.transaction(takeNextShares)).map(({ merchant_id }) => merchant_id);
  const first = await take();
  expect(first).toHaveLength(256);
  await sell({ merchant_id: first[0] ?? "", livemode: false }, 1);
  const second = await take();
  expect([...first, ...second].sort()).toEqual(merchants.map(({ merchant_id }) => merchant_id));
  expect(await take()).toEqual([first[0]]);
});

test("news waits half a minute at most, however long payments queue", async () => {
  const job = dispatching();
  queue = 100;
  await pass(job, 2_000);
  for (let note = 0; note < 100; note++) await sell(SHOP, 20);
  await pass(job, 29_000);
  expect(idsSent().length).toBeLessThan(1_500);
  await pass(job, 5_000);
  expect(idsSent()).toHaveLength(2_000);
});

test("payments that come at once and are through at once keep no news waiting", async () => {
  const job = dispatching();
  await pass(job, 2_000);
  const ids = await sell(SHOP, 50);
  queue = 300;
  await pass(job, 5 * LOOKS_APART_MS);
  expect(idsSent().sort()).toEqual(ids);
});

test("while there is time for both, some payments that wait keep no news waiting, but a long queue does", async () => {
  utilization = 0.6;
  const job = dispatching();
  queue = 30;
  await pass(job, 3_000);
  const ids = await sell(SHOP, 50);
  await pass(job, 5 * LOOKS_APART_MS);
  expect(idsSent().sort()).toEqual(ids);
  queue = 100;
  await pass(job, 3_000);
  for (let note = 0; note < 20; note++) await sell(SHOP, 20);
  await pass(job, 2_000);
  expect(idsSent().length).toBeLessThan(200);
});

describe("when payments wait now and then, it is tried whether they are faster without webhooks", () => {
  /** The shop sells for a while, so many payments between two looks; answers what it was told of them. */
  async function sellAndListen(duration_ms: number, rateOf: (told_meanwhile: number) => number) {
    utilization = 0.8;
    queue = 30;
    const job = dispatching();
    let [sold, told, told_meanwhile, most_waiting] = [0, 0, 0, 0];
    for (let passed_ms = 0; passed_ms < duration_ms; passed_ms += LOOKS_APART_MS) {
      const rate = rateOf(told_meanwhile);
      taken += rate;
      sold += (await sell(SHOP, rate)).length;
      await pass(job, LOOKS_APART_MS);
      told_meanwhile = idsSent().length - told;
      told = idsSent().length;
      most_waiting = Math.max(most_waiting, sold - told);
    }
    return { sold, told, most_waiting };
  }

  test("if they are, webhooks wait", async () => {
    const { sold, told } = await sellAndListen(8_000, (told_meanwhile) => (told_meanwhile > 0 ? 20 : 40));
    expect(told).toBeLessThan(sold * 0.4);
  });

  test("if they are not, webhooks go on after half a second", async () => {
    const { sold, told, most_waiting } = await sellAndListen(8_000, () => 30);
    expect(told).toBe(sold);
    expect(most_waiting).toBeGreaterThan(60);
    expect(most_waiting).toBeLessThan(7 * 30);
  });
});

test("an operator can have webhooks sent without regard to what queues", async () => {
  const job = dispatching(0);
  queue = 1_000;
  await pass(job, 2_000);
  const ids = await sell(SHOP, 50);
  await pass(job, 10 * LOOKS_APART_MS);
  expect(idsSent().sort()).toEqual(ids);
});

test("of much that has waited, the oldest is told first, a part at a time", async () => {
  const ids = Array.from({ length: 6 }, () => core.new_id());
  const shuffled = [5, 3, 4, 1, 0, 2];
  const events: string[][] = [];
  for (const place of shuffled) {
    events[place] = await sell(SHOP, 50);
    await db.query("UPDATE event_outbox SET id = $1 WHERE id = $2", [ids[place], events[place][0]]);
  }
  const job = dispatching();
  const planned = async () => (await deliveryRows(db)).map(({ event_id }) => event_id).sort();
  expect(await job.run(WAKER)).toBe(250);
  expect(await planned()).toEqual(events.slice(0, 5).flat().sort());
  expect(await job.run(WAKER)).toBe(50);
  expect(await planned()).toEqual(events.flat().sort());
  await deliverer.drain();
});
