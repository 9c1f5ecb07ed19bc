import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { REQUESTED_RETRIES } from "../../src/core/webhooks/queue/delivery-queue.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import { retryDelivery } from "../../src/core/webhooks/queue/retry-delivery.ts";
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
const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const OTHER: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000002", livemode: false };
const API = "capitals";

let db: Database;
let close: () => Promise<void>;
let clock: MovableClock;
let core: Core;
let transport: ScriptedTransport;

beforeEach(async () => {
  ({ db, close, clock, core, transport } = await openWebhookQueue());
});

afterEach(() => close());

const tools = () => ({ dialects: [capitalDialect()], transport });
const retrier = () => createDeliverer(core, tools(), REQUESTED_RETRIES);

async function run(deliverer: Deliverer): Promise<number> {
  const begun = await deliverer.run(() => {});
  await deliverer.drain();
  return begun;
}

/** Events that have been delivered to the merchant's endpoints. Answers the deliveries' ids. */
async function delivered(scope: Scope, count = 1): Promise<string[]> {
  for (let number = 0; number < count; number++) await happen(core, scope);
  await dispatchEvents(core, tools().dialects);
  const deliverer = createDeliverer(core, tools());
  while ((await run(deliverer)) > 0);
  const rows = await db.query<{ id: string }>(
    "SELECT id FROM webhook_deliveries WHERE merchant_id = $1 ORDER BY id",
    [scope.merchant_id],
  );
  return rows.map(({ id }) => id);
}

const retry = (delivery_id: string, scope = SHOP) =>
  retryDelivery(
    core,
    scope,
    { api: API, endpoint_id: null, delivery_id },
    { idempotency: null, render: () => ({ status: 200, body: "" }) },
  );

const triggers = async () =>
  (await db.query<{ trigger: string }>("SELECT trigger FROM webhook_attempts ORDER BY id")).map(
    ({ trigger }) => trigger,
  );

test("several workers at once make a retry once", async () => {
  await endpointOf(core, SHOP);
  const ids = await delivered(SHOP, 5);
  await Promise.all(ids.flatMap((id) => [retry(id), retry(id)]));
  const workers = Array.from({ length: 4 }, retrier);
  for (let round = 0; round < 5; round++) await Promise.all(workers.map(run));
  expect(transport.sent).toHaveLength(10);
  expect((await triggers()).filter((trigger) => trigger === "manual")).toHaveLength(5);
  expect(await db.query("SELECT FROM webhook_retries")).toEqual([]);
});

test("when a worker dies in the middle of a retry, another makes it later", async () => {
  await endpointOf(core, SHOP);
  const [id = ""] = await delivered(SHOP);
  await retry(id);
  let answerLate: (result: WebhookResult) => void = () => {};
  const late = scriptedTransport(() => new Promise((resolve) => (answerLate = resolve)));
  const dying = createDeliverer(core, { ...tools(), transport: late }, REQUESTED_RETRIES);
  expect(await dying.run(() => {})).toBe(1);
  clock.advance(20 * SECOND_MS);
  expect(await run(retrier())).toBe(0);
  clock.advance(15 * SECOND_MS);
  expect(await run(retrier())).toBe(1);
  expect(await triggers()).toEqual(["automatic", "manual"]);
  await expect.poll(() => late.sent.length).toBe(1);
  answerLate(answers(500));
  await dying.drain();
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded", response_status: 200, error: null }]);
});

test("a retry that is acknowledged while the schedule's own attempt is under way ends the delivery", async () => {
  await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await dispatchEvents(core, tools().dialects);
  let answerLate: (result: WebhookResult) => void = () => {};
  const late = scriptedTransport(() => new Promise((resolve) => (answerLate = resolve)));
  const slow = createDeliverer(core, { ...tools(), transport: late });
  await slow.run(() => {});
  const [row] = await db.query<{ id: string }>("SELECT id FROM webhook_deliveries");
  await retry(row?.id ?? "");
  await run(retrier());
  await expect.poll(() => late.sent.length).toBe(1);
  answerLate(answers(500));
  await slow.drain();
  expect(await deliveryRows(db)).toMatchObject([{ status: "succeeded", attempt_count: 1, error: null }]);
  expect(transport.sent[0]?.body).toBe(late.sent[0]?.body);
  expect((await triggers()).sort()).toEqual(["automatic", "manual"]);
});

test("retries to an endpoint that never answers take a few places, and another merchant's go out at once", async () => {
  await endpointOf(core, SHOP, { url: "https://shop.example/dead" });
  await endpointOf(core, OTHER, { url: "https://other.example/alive" });
  const [ids, [other = ""]] = [await delivered(SHOP, 20), await delivered(OTHER)];
  for (const id of ids) await retry(id);
  transport.sent.length = 0;
  transport.answer = ({ url }) =>
    url.endsWith("dead") ? new Promise<WebhookResult>(() => {}) : answers(200);
  const worker = retrier();
  expect(await worker.run(() => {})).toBe(4);
  expect(await worker.run(() => {})).toBe(0);
  await retry(other, OTHER);
  expect(await worker.run(() => {})).toBe(1);
  await expect.poll(() => transport.sent.at(-1)?.url).toBe("https://other.example/alive");
});

test("a delivery that is not the merchant's cannot be retried", async () => {
  await endpointOf(core, SHOP);
  const [id = ""] = await delivered(SHOP);
  for (const scope of [OTHER, { ...SHOP, livemode: true }]) {
    expect(await retry(id, scope)).toMatchObject({ refused: "resource_missing" });
  }
  expect(await db.query("SELECT FROM webhook_retries")).toEqual([]);
});
