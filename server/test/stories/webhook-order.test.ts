import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import type { WebhookRequest, WebhookResult } from "../../src/core/webhooks/transport.ts";
import type { Database } from "../../src/db/types.ts";
import { systemClock } from "../../src/kit/clock.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { workerJobs } from "../../src/worker/jobs.ts";
import { startWorker } from "../../src/worker/runner.ts";
import type { MovableClock } from "../support/clock.ts";
import { testCore } from "../support/core.ts";
import { holdAnswers, openWebhookQueue } from "../support/webhook-queue.ts";
import {
  answers,
  capitalDialect,
  deliveryRows,
  endpointOf,
  happen,
  type ScriptedTransport,
} from "../support/webhooks.ts";

const SECOND_MS = 1_000;
const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const PAYMENT = "0198a000-0000-7000-8000-0000000000aa";
const DIALECTS = [capitalDialect()];

let db: Database;
let close: () => Promise<void>;
let clock: MovableClock;
let core: Core;
let transport: ScriptedTransport;

beforeEach(async () => {
  ({ db, close, clock, core, transport } = await openWebhookQueue());
});

afterEach(() => close());

const worker = (): Deliverer => createDeliverer(core, { dialects: DIALECTS, transport });
/** What has happened is handed to a worker at once. */
const dispatch = (to: Deliverer) =>
  dispatchEvents(
    core,
    DIALECTS,
    to.courier(() => {}),
  );
const steps = (...sequences: number[]) =>
  sequences.reduce<Promise<string[]>>(async (before, sequence) => {
    const ids = await before;
    ids.push(await happen(core, SHOP, "payment.succeeded", { object_id: PAYMENT, sequence }));
    return ids;
  }, Promise.resolve([]));
const idsSent = () => transport.sent.map(({ body }) => JSON.parse(body).id as string);

async function runOnce(deliverer: Deliverer): Promise<void> {
  await deliverer.run(() => {});
  await deliverer.drain();
}

test("an endpoint hears of one payment's events one after the other, though they come at once", async () => {
  await endpointOf(core, SHOP);
  const ids = await steps(1, 2, 3);
  const deliverer = worker();
  await dispatch(deliverer);
  for (let round = 0; round < 6; round++) await runOnce(deliverer);
  expect(idsSent()).toEqual(ids);
});

test("while an event is under way, later ones of its payment wait in every worker, and other payments' do not", async () => {
  await endpointOf(core, SHOP);
  const waiting = holdAnswers(transport);
  const [first, second] = [worker(), worker()];
  const [one = ""] = await steps(1);
  await dispatch(first);
  const [two = ""] = await steps(2);
  await dispatch(second);
  const other = await happen(core, SHOP);
  await dispatch(second);
  await second.run(() => {});
  await expect.poll(idsSent).toEqual([one, other]);
  for (const answer of waiting) answer(answers(200));
  await first.drain();
  transport.answer = () => answers(200);
  await runOnce(second);
  await runOnce(second);
  expect(idsSent()).toEqual([one, other, two]);
});

test("an event that has failed holds nothing up, and when it is tried again goes before what came later", async () => {
  await endpointOf(core, SHOP);
  transport.answer = () => answers(500);
  const deliverer = worker();
  const [one = "", two = ""] = await steps(1, 2);
  await dispatch(deliverer);
  for (let round = 0; round < 3; round++) await runOnce(deliverer);
  expect(idsSent()).toEqual([one, two]);
  transport.answer = () => answers(200);
  clock.advance(6 * SECOND_MS);
  const [three = ""] = await steps(3);
  await dispatch(deliverer);
  for (let round = 0; round < 4; round++) await runOnce(deliverer);
  expect(idsSent()).toEqual([one, two, one, two, three]);
});

test("an endpoint that is slow with one payment's events does not keep another endpoint's waiting", async () => {
  await endpointOf(core, SHOP, { url: "https://shop.example/slow" });
  await endpointOf(core, SHOP, { url: "https://shop.example/quick" });
  transport.answer = ({ url }: WebhookRequest) =>
    url.endsWith("slow") ? new Promise<WebhookResult>(() => {}) : answers(200);
  await steps(1, 2);
  const deliverer = worker();
  await dispatch(deliverer);
  const quick = () => transport.sent.filter(({ url }) => url.endsWith("quick")).length;
  await expect.poll(quick).toBe(1);
  await deliverer.run(() => {});
  await deliverer.run(() => {});
  await expect.poll(quick).toBe(2);
});

test("a worker that is killed with webhooks under way and waiting in its memory loses none of them", async () => {
  await endpointOf(core, SHOP);
  const killed = worker();
  // It has learnt that the endpoint is quick, so it takes more than it has places for.
  const early: string[] = [];
  for (let count = 0; count < 40; count++) early.push(await happen(core, SHOP));
  while ((await killed.run(() => {})) > 0 || transport.sent.length < 40) {
    await dispatch(killed);
    await killed.drain();
  }
  transport.sent.length = 0;
  transport.answer = () => new Promise<WebhookResult>(() => {});
  const ids: string[] = [];
  for (let count = 0; count < 100; count++) ids.push(await happen(core, SHOP));
  await dispatch(killed);
  await expect.poll(() => transport.sent.length).toBeGreaterThan(8);
  expect((await deliveryRows(db)).filter((row) => row.status === "pending")).toHaveLength(100);

  transport.sent.length = 0;
  transport.answer = () => answers(200);
  const heir = worker();
  await runOnce(heir);
  const already = transport.sent.length;
  clock.advance(31 * SECOND_MS);
  for (let round = 0; round < 20; round++) await runOnce(heir);
  expect(already).toBeLessThan(100);
  expect(new Set(idsSent())).toEqual(new Set(ids));
  expect((await deliveryRows(db)).every((row) => row.status === "succeeded")).toBe(true);
});

test("when an endpoint begins to fail, what waits for it is put back, untried", async () => {
  await endpointOf(core, SHOP);
  const deliverer = worker();
  for (let count = 0; count < 8; count++) await happen(core, SHOP);
  await dispatch(deliverer);
  await deliverer.drain();
  const waiting = holdAnswers(transport);
  for (let count = 0; count < 60; count++) await happen(core, SHOP);
  await dispatch(deliverer);
  await expect.poll(() => waiting.length).toBe(16);
  waiting[0]?.({ error: "The connection was refused." });
  for (const answer of waiting.slice(1)) answer(answers(503));
  await deliverer.drain();
  const rows = (await deliveryRows(db)).slice(8);
  expect(rows.filter((row) => row.attempt_count === 1)).toHaveLength(16);
  expect(rows.filter((row) => row.attempt_count === 0)).toHaveLength(44);
  expect(rows.every((row) => row.status === "pending")).toBe(true);
});

test("a backlog is worked off: every event arrives once", async () => {
  core = testCore({ db, clock: systemClock });
  await endpointOf(core, SHOP);
  const ids: string[] = [];
  for (let count = 0; count < 600; count++) ids.push(await happen(core, SHOP));
  const jobs = workerJobs(core, { dialects: DIALECTS, transport });
  const running = startWorker({ jobs, log: core.log, clock: systemClock });
  onTestFinished(() => running.stop());
  const left = async () =>
    (await db.query("SELECT FROM webhook_deliveries WHERE status = 'succeeded'")).length;
  await expect.poll(left).toBe(600);
  expect(idsSent().sort()).toEqual(ids);
});
