import { expect, test } from "vitest";
import { send } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import { openSlowClient, type SlowClient } from "../support/slow-client.ts";

/** Less patient than a server, but not with a machine that is busy with something else. */
const server = useTestServer({
  http_limits: {
    headers_timeout_ms: 2_000,
    silence_timeout_ms: 5_000,
    body_grace_ms: 3_000,
    check_every_ms: 50,
    max_connections: 300,
    // Bodies on their way take nobody's place: else the clients of these tests would shut the door.
    fewest_at_once: 20,
    most_at_once: 20,
  },
  without_worker: true,
});

const HEALTH = "GET /healthz HTTP/1.1\r\nHost: starway\r\n\r\n";
const HEAD = "POST /v1/payment_methods HTTP/1.1\r\nHost: starway\r\nContent-Type: application/json\r\n";
const key = () => `Authorization: Bearer ${server.direct.secret_key}\r\n`;

/** Clients of which each says the same as soon as it is connected. */
const many = (count: number, text = "") =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const client = await openSlowClient(server.url);
      client.say(text);
      return client;
    }),
  );

/** A merchant who asks at the usual pace is answered as ever. */
async function expectService(): Promise<void> {
  const { status } = await server.mor.onerway.get("/webhook_endpoints");
  expect(status).toBe(200);
}

test("whoever never gets to the end of the headers is told so and cut off, and nobody else waits", async () => {
  const clients = await many(100, `${HEAD}X-Slow: `);
  const trickle = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write("x");
  }, 50);
  await expectService();
  await Promise.all(clients.map(({ closed }) => closed));
  clearInterval(trickle);
  // Where the request goes is not known yet, so no API says it.
  for (const client of clients) expect(client.heard()).toMatch(/^HTTP\/1\.1 408 /);
});

test("a connection on which nothing is ever asked is closed", async () => {
  const clients = await many(50);
  await Promise.all(clients.map(({ closed }) => closed));
  await expectService();
});

test("a body that hardly moves is given up, in the API's words, and a hundred of them take nobody's place", async () => {
  const clients = await many(100, `${HEAD}${key()}Content-Length: 5000\r\n\r\n{"type": "`);
  const trickle = setInterval(() => {
    for (const { socket } of clients) if (socket.writable) socket.write("x");
  }, 50);
  // Far more than may be worked on at once, and still everybody is let in.
  for (let count = 0; count < 10; count++) await expectService();
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^starway_requests_arriving [1-9]/m);
  await Promise.all(clients.map(({ closed }) => closed));
  clearInterval(trickle);
  for (const client of clients) expect(client.heard()).toMatch(/^HTTP\/1\.1 408 .*request_timeout/s);
});

test("connections of which one side is closed amid a request are let go", async () => {
  const clients = await many(100);
  for (const { socket } of clients) socket.end(`${HEAD}${key()}Content-Length: 5000\r\n\r\n{"type": "`);
  await Promise.all(clients.map(({ closed }) => closed));
  await expectService();
  await expect.poll(connectionsOf).toBeLessThan(20);
});

test("a body that comes slowly, but comes, is read", async () => {
  const client = await openSlowClient(server.url);
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034 };
  const body = JSON.stringify({ type: "card", card }).padEnd(1_000);
  client.say(`${HEAD}${key()}Content-Length: ${body.length}\r\n\r\n`);
  for (let at = 0; at < body.length; at += 200) {
    client.say(body.slice(at, at + 200));
    await expectService();
    await expectService();
  }
  await expect.poll(() => client.heard()).toMatch(/^HTTP\/1\.1 200 OK/);
});

test("whoever asks and never reads the answer is cut off when the connection has been silent for too long", async () => {
  const client = await openSlowClient(server.url);
  client.socket.pause();
  // More than the system keeps for a reader who does not read.
  client.say("GET /openapi/onerway.json HTTP/1.1\r\nHost: starway\r\n\r\n".repeat(100));
  await expectService();
  expect(await connectionsOf()).toBeGreaterThan(1);
  // What is left is the one that asks.
  await expect.poll(connectionsOf).toBe(1);
});

test("an idle connection is kept for its time, then closed, and others are answered meanwhile", async () => {
  const clients = await many(200, HEALTH);
  await expect.poll(() => clients.every(answeredOnce)).toBe(true);
  for (const client of clients) expect(client.heard()).toMatch(/\r\nkeep-alive: timeout=\d+\r\n/);
  await expectService();
  // The connection is still good.
  clients[0]?.say(HEALTH);
  await expect.poll(() => clients[0]?.heard().match(/HTTP\/1\.1 200/g)?.length).toBe(2);
  await Promise.all(clients.map(({ closed }) => closed));
});

const answeredOnce = (client: SlowClient) => client.heard().startsWith("HTTP/1.1 200");

test("when there are too many connections, idle ones make room and the server goes on answering", async () => {
  const clients = await many(290, HEALTH);
  await expect.poll(() => clients.every(answeredOnce)).toBe(true);
  // Those that find no place are closed at once, unanswered; that makes the idle ones go.
  const late = await Promise.allSettled(Array.from({ length: 50 }, () => openSlowClient(server.url)));
  expect(late).toHaveLength(50);
  await Promise.all(clients.map(({ closed }) => closed));
  await expect
    .poll(() =>
      send(`${server.url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^starway_connections_dropped_total [1-9]/m);
  expect(server.log_lines.join("")).toContain("too many connections");
});

/** How many connections the server says that it has. */
async function connectionsOf(): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^starway_connections (\d+)$/m.exec(metrics)?.[1]);
}
