import { createHmac } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoPlugin } from "./plugin.ts";

const NOW_MS = 1_800_000_000_000;
const MERCHANTS = {
  direct: { secret_key: "sk_test_direct", webhook_secret: "whsec_direct" },
  mor: { secret_key: "sk_test_mor", webhook_secret: "whsec_mor" },
};
const EVENT = {
  id: "evt_1",
  type: "payment.succeeded",
  data: { amount: 1800, currency: "USD", client_reference_id: "order_1" },
};

let app: FastifyInstance;
let address: string | undefined;

beforeEach(async () => {
  address = undefined;
  app = Fastify();
  await app.register(demoPlugin, {
    public_url: "https://shop.test",
    merchants: MERCHANTS,
    now: () => NOW_MS,
  });
});
afterEach(() => app.close());

function deliver(
  merchant: string,
  event: unknown,
  secret = MERCHANTS.direct.webhook_secret,
  timestamp = NOW_MS / 1000,
) {
  const body = typeof event === "string" ? event : JSON.stringify(event, null, 3);
  const v1 = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  const headers = { "content-type": "application/json", "x-webhook-signature": `t=${timestamp},v1=${v1}` };
  return app.inject({ method: "POST", url: `/demo/webhooks/${merchant}`, headers, body });
}

/** Connects as a browser does, and reads one event at a time. */
async function watch() {
  address ??= await app.listen({ port: 0, host: "127.0.0.1" });
  const response = await fetch(`${address}/demo/webhooks`);
  const reader = response.body?.getReader();
  const next = async () => {
    const chunk = await reader?.read();
    return chunk?.value === undefined ? undefined : new TextDecoder().decode(chunk.value);
  };
  return { type: response.headers.get("content-type"), next, leave: () => reader?.cancel() };
}

/** What a browser that connects now is told first. */
async function latest(): Promise<unknown[]> {
  const stream = await watch();
  const text = (await stream.next()) ?? "";
  await stream.leave();
  expect(text).toMatch(/^event: latest\ndata: .*\n\n$/);
  return JSON.parse(text.slice("event: latest\ndata: ".length));
}

test("a webhook with a good signature is acknowledged and shown", async () => {
  expect((await deliver("direct", EVENT)).statusCode).toBe(200);
  expect(await latest()).toEqual([
    {
      received_at_ms: NOW_MS,
      merchant: "direct",
      type: "payment.succeeded",
      verified: true,
      amount: "18.00 USD",
      client_reference_id: "order_1",
    },
  ]);
});

test("a webhook that is delivered again is acknowledged again and shown once", async () => {
  await deliver("direct", EVENT);
  expect((await deliver("direct", EVENT)).statusCode).toBe(200);
  expect(await latest()).toHaveLength(1);
});

test("a webhook with a bad or old signature is refused, shown as not verified, and does not stand in the way of the real one", async () => {
  expect((await deliver("direct", EVENT, "whsec_wrong")).statusCode).toBe(400);
  expect((await deliver("direct", EVENT, MERCHANTS.mor.webhook_secret)).statusCode).toBe(400);
  expect(
    (await deliver("direct", EVENT, MERCHANTS.direct.webhook_secret, NOW_MS / 1000 - 301)).statusCode,
  ).toBe(400);
  expect((await deliver("direct", EVENT)).statusCode).toBe(200);
  expect(await latest()).toMatchObject([{ verified: true }, ...Array(3).fill({ verified: false })]);
});

test("a webhook that is nonsense, or for nobody, is refused", async () => {
  expect((await deliver("direct", "not json")).statusCode).toBe(400);
  expect((await deliver("direct", { type: "x" })).statusCode).toBe(400);
  expect((await deliver("constructor", EVENT)).statusCode).toBe(404);
  expect((await app.inject({ method: "POST", url: "/demo/webhooks/direct" })).statusCode).toBe(400);
});

test("a webhook reaches the browsers that are watching, and watching ends with the server", async () => {
  const stream = await watch();
  expect(stream.type).toBe("text/event-stream");
  expect(await stream.next()).toBe("event: latest\ndata: []\n\n");
  await deliver("mor", EVENT, MERCHANTS.mor.webhook_secret);
  expect(await stream.next()).toMatch(/^event: webhook\ndata: .*"merchant":"mor"/);
  const closing = app.close();
  expect(await stream.next()).toBeUndefined();
  await closing;
});
