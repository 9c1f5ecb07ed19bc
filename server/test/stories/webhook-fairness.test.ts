import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { createDeliverer, type Deliverer } from "../../src/core/webhooks/queue/deliver.ts";
import { SCHEDULED_DELIVERIES } from "../../src/core/webhooks/queue/delivery-queue.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import type { Scope } from "../../src/kit/scope.ts";
import type { MovableClock } from "../support/clock.ts";
import { holdAnswers, openWebhookQueue } from "../support/webhook-queue.ts";
import { answers, capitalDialect, endpointOf, happen, type ScriptedTransport } from "../support/webhooks.ts";

const SECOND_MS = 1_000;
const DIALECTS = [capitalDialect()];
const DEAD: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const WELL: Scope = { ...DEAD, merchant_id: "0198a000-0000-7000-8000-000000000002" };
/** Each merchant may have so many endpoints. */
const ALL_DEAD: readonly Scope[] = [DEAD, { ...DEAD, livemode: true }];
const WELL_URL = "https://well.example/hooks";
const DEAD_URL = "https://dead.example/";
const DEAD_ENDPOINTS = 30;
const DEAD_OF_EACH = DEAD_ENDPOINTS / ALL_DEAD.length;

let close: () => Promise<void>;
let clock: MovableClock;
let core: Core;
let transport: ScriptedTransport;

beforeEach(async () => {
  ({ close, clock, core, transport } = await openWebhookQueue());
});

afterEach(() => close());

const isDead = (url: string) => url.startsWith(DEAD_URL);
const sentTo = (isMeant: (url: string) => boolean) => transport.sent.filter(({ url }) => isMeant(url)).length;
const sentToWell = () => sentTo((url) => url === WELL_URL);

/** What a worker does in a moment: news becomes deliveries, and what is due begins. */
async function work(deliverer: Deliverer): Promise<void> {
  if (deliverer.isReady()) {
    const courier = deliverer.courier(() => {});
    await dispatchEvents(core, DIALECTS, courier);
  }
  await deliverer.run(() => {});
}

async function happenOften(scope: Scope, count: number): Promise<void> {
  for (let number = 0; number < count; number++) await happen(core, scope);
}

const happenToAllDead = async (count: number) => {
  for (const scope of ALL_DEAD) await happenOften(scope, count);
};

async function openDeadEndpoints(): Promise<void> {
  for (let number = 0; number < DEAD_OF_EACH; number++) {
    for (const scope of ALL_DEAD) await endpointOf(core, scope, { url: `${DEAD_URL}${number}` });
  }
}

test("thirty endpoints that never answer have two attempts each under way, and the one that answers is told everything", async () => {
  await openDeadEndpoints();
  await endpointOf(core, WELL, { url: WELL_URL });
  const held = holdAnswers(transport, isDead);
  const deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  await happenToAllDead(10);
  await work(deliverer);
  await expect.poll(() => held.length).toBe(8 * DEAD_ENDPOINTS);
  clock.advance(15 * SECOND_MS);
  for (const release of held.splice(0)) release({ error: "The endpoint did not answer in time." });
  // What had no place before, and what has failed, is due by now.
  await expect.poll(() => work(deliverer).then(() => held.length)).toBe(2 * DEAD_ENDPOINTS);
  clock.advance(6 * SECOND_MS);
  await happenOften(WELL, 100);
  await expect.poll(() => work(deliverer).then(sentToWell)).toBe(100);
  expect(held).toHaveLength(2 * DEAD_ENDPOINTS);
  for (const release of held) release(answers(200));
  await deliverer.drain();
});

test("all endpoints that fail together have half of the places, and the rest is for those that answer", async () => {
  await openDeadEndpoints();
  await endpointOf(core, WELL, { url: WELL_URL });
  const queue = { ...SCHEDULED_DELIVERIES, at_once: 32 };
  const deliverer = createDeliverer(core, { dialects: DIALECTS, transport }, queue);
  transport.answer = ({ url }) => answers(isDead(url) ? 500 : 200);
  await happenToAllDead(1);
  await expect.poll(() => work(deliverer).then(() => sentTo(isDead))).toBe(DEAD_ENDPOINTS);
  await deliverer.drain();
  const held = holdAnswers(transport, isDead);
  await happenToAllDead(5);
  await work(deliverer);
  clock.advance(6 * SECOND_MS);
  await happenOften(WELL, 100);
  await expect.poll(() => work(deliverer).then(sentToWell)).toBe(100);
  expect(held).toHaveLength(16);
  for (const release of held) release(answers(200));
  await deliverer.drain();
});

test("an endpoint that falls silent with a long line before it holds up nobody's news", async () => {
  await endpointOf(core, DEAD, { url: DEAD_URL });
  await endpointOf(core, WELL, { url: WELL_URL });
  const deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  await happenOften(DEAD, 100);
  await expect.poll(() => work(deliverer).then(() => sentTo(isDead))).toBe(100);
  await deliverer.drain();
  const held = holdAnswers(transport, isDead);
  await happenOften(DEAD, 400);
  await expect.poll(() => work(deliverer).then(() => deliverer.isReady())).toBe(false);
  await expect.poll(() => held.length).toBe(64);
  clock.advance(2 * SECOND_MS);
  await happenOften(WELL, 20);
  await expect.poll(() => work(deliverer).then(sentToWell)).toBe(20);
  expect(held).toHaveLength(64);
  for (const release of held) release(answers(200));
  await deliverer.drain();
});

test("an endpoint that answers again is told all that has waited", async () => {
  await endpointOf(core, DEAD, { url: DEAD_URL });
  const deliverer = createDeliverer(core, { dialects: DIALECTS, transport });
  transport.answer = () => answers(500);
  await happenOften(DEAD, 1);
  await work(deliverer);
  await deliverer.drain();
  transport.answer = () => answers(200);
  await happenOften(DEAD, 50);
  clock.advance(6 * SECOND_MS);
  await expect.poll(() => work(deliverer).then(() => sentTo(isDead))).toBe(52);
  await deliverer.drain();
});
