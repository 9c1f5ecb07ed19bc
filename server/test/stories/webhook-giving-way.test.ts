import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { createGivingWay } from "../../src/core/webhooks/queue/giving-way.ts";
import type { Database } from "../../src/db/types.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { dispatchEventsJob } from "../../src/worker/jobs/dispatch-events.ts";
import type { MovableClock } from "../support/clock.ts";
import { openWebhookQueue } from "../support/webhook-queue.ts";
import {
  capitalDialect,
  deliveryRows,
  endpointOf,
  happen,
  type ScriptedTransport,
} from "../support/webhooks.ts";

const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
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

beforeEach(async () => {
  const opened = await openWebhookQueue();
  ({ close, clock, transport } = opened);
  queue = 0;
  db = { ...opened.db, load: () => ({ ...opened.db.load(), waiting_rows: queue }) };
  core = { ...opened.core, db };
  deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  await endpointOf(core, SHOP);
});

afterEach(() => close());

const dispatching = (longest_wait_ms?: number) =>
  dispatchEventsJob(core, DIALECTS, deliverer, createGivingWay(core, longest_wait_ms));

/** The worker looks again and again for so long; what it sends is answered before it looks again. */
async function pass(job: ReturnType<typeof dispatching>, duration_ms: number): Promise<void> {
  for (let passed_ms = 0; passed_ms < duration_ms; passed_ms += LOOKS_APART_MS) {
    clock.advance(LOOKS_APART_MS);
    await job.run(WAKER);
    await deliverer.drain();
  }
}

const idsSent = () => transport.sent.map(({ body }) => JSON.parse(body).id as string);

test("while payments queue, nobody is told of them, and when the queue is gone, all are told in order", async () => {
  const job = dispatching();
  queue = 100;
  await pass(job, 2_000);
  const ids = [await happen(core, SHOP), await happen(core, SHOP)];
  await pass(job, 5_000);
  expect(idsSent()).toEqual([]);
  queue = 0;
  await pass(job, 2_000);
  expect(idsSent()).toEqual(ids);
});

test("news waits half a minute at most, however long payments queue", async () => {
  const job = dispatching();
  queue = 100;
  await pass(job, 2_000);
  const first = await happen(core, SHOP);
  await pass(job, 10_000);
  const second = await happen(core, SHOP);
  await pass(job, 19_000);
  expect(idsSent()).toEqual([]);
  await pass(job, 1_000);
  expect(idsSent()[0]).toBe(first);
  await pass(job, 10_000);
  expect(idsSent()).toEqual([first, second]);
});

test("payments that come at once and are through at once keep no news waiting", async () => {
  const job = dispatching();
  await pass(job, 1_000);
  const id = await happen(core, SHOP);
  queue = 300;
  await pass(job, 5 * LOOKS_APART_MS);
  expect(idsSent()).toEqual([id]);
});

test("an operator can have webhooks sent without regard to what queues", async () => {
  const job = dispatching(0);
  queue = 1_000;
  await pass(job, 2_000);
  const id = await happen(core, SHOP);
  await pass(job, LOOKS_APART_MS);
  expect(idsSent()).toEqual([id]);
});

test("of much that has waited, the oldest is told first, a part at a time", async () => {
  const event_ids = Array.from({ length: 600 }, () => core.new_id());
  const note = (ids: string[]) =>
    db.query(
      `INSERT INTO event_outbox (merchant_id, livemode, id, event_ids, created_at) VALUES ($1, $2, $3, $4, $5)`,
      [SHOP.merchant_id, SHOP.livemode, ids[0], ids, clock.now()],
    );
  await db.query(
    `INSERT INTO events (merchant_id, livemode, id, type, object_type, object_id, sequence, snapshot, created_at)
     SELECT $1, $2, id, 'payment.succeeded', 'payment_intent', id, 1, '{}', $4 FROM unnest($3::uuid[]) AS id`,
    [SHOP.merchant_id, SHOP.livemode, event_ids, clock.now()],
  );
  for (const start of [500, 300, 400, 100, 0, 200]) await note(event_ids.slice(start, start + 100));
  const job = dispatching();
  expect(await job.run(WAKER)).toBe(500);
  const planned = async () => (await deliveryRows(db)).map(({ event_id }) => event_id).sort();
  expect(await planned()).toEqual(event_ids.slice(0, 500));
  expect(await job.run(WAKER)).toBe(100);
  expect(await planned()).toEqual(event_ids);
  await deliverer.drain();
});
