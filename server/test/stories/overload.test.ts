import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { addApiKey } from "../../src/core/merchants/add-key.ts";
import { generateApiKey } from "../../src/core/merchants/api-key.ts";
import { onerwayClient } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod, makeSession } from "../support/shop.ts";
import { holdAcquirer } from "../support/slow-acquirer.ts";
import { openSlowClient } from "../support/slow-client.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

/** So few at once that two payments under way are all that there can be. */
const server = useTestServer({ http_limits: { fewest_at_once: 2, most_at_once: 2 }, without_worker: true });

/** Two payments that wait for the acquirer, and what lets them go on. */
async function fillServer() {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const held = [holdAcquirer(server), holdAcquirer(server)];
  const body = { amount: 2000, currency: "usd", payment_method, confirm: true };
  const paying = [onerway.post("/payment_intents", body), onerway.post("/payment_intents", body)];
  await Promise.all(held.map(({ asked }) => asked));
  return { body, paying, release: () => held.map(({ release }) => release()) };
}

test("beyond what can be worked on, each API refuses in its own words and says when to come back", async () => {
  const open = await makeSession(server.direct);
  const { body, paying, release } = await fillServer();
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  const headers = { "idempotency-key": randomUUID() };

  const onerway = await server.direct.onerway.post("/payment_intents", body, headers);
  expect(onerway.status).toBe(503);
  expect(onerway.body.error).toMatchObject({ type: "api_error", code: "overloaded", param: null });
  // FastStar knows the same key by another header, and so counts the merchant there as another caller.
  const key = { authorization: `Bearer ${server.direct.secret_key}` };
  const faststar = await server.direct.faststar.post("/merchant/catalog/products", {}, key);
  expect(faststar.status).toBe(503);
  expect(faststar.body).toMatchObject({ success: false, error: { code: "overloaded" } });
  const page = await fetch(`${server.url}/checkout/${open.id}/pay`, { method: "POST", headers: key });
  expect(page.status).toBe(503);
  expect(await page.json()).toMatchObject({ error: { code: "unavailable" } });

  for (const answer of [onerway, faststar, page]) {
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("request-id")).toMatch(/^req_\w{22}$/);
  }
  expect(await fingerprintTables(server.db)).toEqual(before);

  release();
  for (const answer of await Promise.all(paying)) expect(answer.body.status).toBe("succeeded");
  // The key was not taken by the refusal: the same request happens now, for the first time.
  const again = await server.direct.onerway.post("/payment_intents", body, headers);
  expect(again.status, again.text).toBe(200);
  expect(again.headers.get("idempotent-replayed")).toBeNull();
});

test("a merchant's flood does not shut the door to another merchant", async () => {
  const { body, paying, release } = await fillServer();
  expect((await server.direct.onerway.post("/payment_intents", body)).status).toBe(503);
  expect((await server.mor.onerway.get("/webhook_endpoints")).status).toBe(200);
  expect((await server.mor.faststar.get("/merchant/catalog/products")).status).toBe(200);
  release();
  await Promise.all(paying);
});

test("whoever may not pay for now can still look what became of the payments before", async () => {
  const { body, paying, release } = await fillServer();
  expect((await server.direct.onerway.post("/payment_intents", body)).status).toBe(503);
  expect((await server.direct.onerway.get("/payment_intents")).status).toBe(200);
  release();
  await Promise.all(paying);
});

test("after a refusal the connection is as good as before, however the body came", async () => {
  const { paying, release } = await fillServer();
  const client = await openSlowClient(server.url);
  const head = `POST /v1/payment_intents HTTP/1.1\r\nHost: starway\r\nAuthorization: Bearer ${server.direct.secret_key}\r\n`;
  const refusals = () => client.heard().match(/HTTP\/1\.1 503 /g)?.length ?? 0;
  client.say(`${head}Content-Length: 20\r\n\r\n${"x".repeat(20)}`);
  await expect.poll(refusals).toBe(1);
  client.say(`${head}Content-Length: 20\r\n\r\n`);
  await expect.poll(refusals).toBe(2);
  client.say(`${"x".repeat(20)}${head}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`);
  await expect.poll(refusals).toBe(3);
  client.say("0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: starway\r\n\r\n");
  await expect.poll(() => client.heard()).toMatch(/HTTP\/1\.1 200 OK.*"ok"/s);
  release();
  await Promise.all(paying);
});

test("whoever goes on sending a body that was refused is cut off", async () => {
  const { paying, release } = await fillServer();
  const client = await openSlowClient(server.url);
  client.say(
    `POST /v1/payment_intents HTTP/1.1\r\nHost: starway\r\nAuthorization: Bearer ${server.direct.secret_key}\r\nContent-Length: 9000000\r\n\r\n`,
  );
  await expect.poll(() => client.heard()).toMatch(/^HTTP\/1\.1 503 /);
  client.say("x".repeat(2_000_000));
  await client.closed;
  release();
  await Promise.all(paying);
});

test("an operator sees what is refused, however much there is to do", async () => {
  const { paying, release } = await fillServer();
  await server.direct.onerway.post("/webhook_endpoints", {});
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^starway_requests_under_way 2$/m);
  expect(metrics).toMatch(/^starway_requests_limit 2$/m);
  expect(metrics).toMatch(/^starway_requests_refused_total\{because_of="all"\} [1-9]/m);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  release();
  await Promise.all(paying);
});

test("a page of any origin can read that it has to come back later", async () => {
  const { paying, release } = await fillServer();
  const headers = { authorization: `Bearer ${server.direct.secret_key}`, origin: "https://shop.example" };
  const refused = await fetch(`${server.url}/v1/webhook_endpoints`, { method: "POST", headers });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("access-control-expose-headers")).toBe("Retry-After");
  release();
  await Promise.all(paying);
});

test("whoever goes away before the answer gives the place back", async () => {
  const { paying, release } = await fillServer();
  const key = generateApiKey(server.core.random, "secret", false);
  await addApiKey(server.core, server.db, server.mor.scope, "secret", key);
  release();
  await Promise.all(paying);
  const patience = new AbortController();
  const held = [holdAcquirer(server), holdAcquirer(server)];
  const payment_method = await makePaymentMethod(server.mor, CARDS.good);
  const leaving = held.map(() =>
    fetch(`${server.url}/v1/payment_intents`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ amount: 2000, currency: "usd", payment_method, confirm: true }),
      signal: patience.signal,
    }).catch(() => undefined),
  );
  await Promise.all(held.map(({ asked }) => asked));
  patience.abort();
  await Promise.all(leaving);
  const client = onerwayClient(server.url, key);
  await expect.poll(async () => (await client.post("/customers", {})).status).toBe(200);
  for (const { release: letGo } of held) letGo();
});
