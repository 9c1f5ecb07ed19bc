import { expect, test } from "vitest";
import { forgetDeliveries } from "../../src/core/webhooks/log/forget-deliveries.ts";
import { isStandardWebhook, verifiedTime } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS } from "../support/shop.ts";
import { dumpTables, untilQuiet } from "../support/tables.ts";
import {
  addEndpoint,
  afterAttempts,
  arrivals,
  type DeliveryView,
  dataOf,
  deliveriesTo,
  lastDelivery,
  logPath,
  PATIENCE,
  pay,
  useFreshReceiver,
} from "../support/webhook-log.ts";

const server = useTestServer();
const receiver = useFreshReceiver();
const DAY_MS = 24 * 60 * 60 * 1000;

test("the log shows what was sent and what came back, byte for byte", async () => {
  const endpoint = await addEndpoint(server.mor, receiver);
  receiver.answer = () => ({
    status: 202,
    headers: { "content-type": "text/plain", "x-request-id": "shop-1", "set-cookie": "session=private" },
    body: "thank you",
  });
  await pay(server.mor);
  const delivery = await afterAttempts(server.mor, endpoint, 1);
  const [sent] = receiver.at(endpoint.path);
  expect(delivery).toMatchObject({
    webhook_endpoint_id: endpoint.id,
    event_id: sent?.headers["x-webhook-id"],
    event_type: "payment.succeeded",
    replay_id: null,
    status: "succeeded",
    attempt_count: 1,
    response_status: 202,
    error: null,
    next_attempt_at: null,
    finished_at: expect.stringMatching(/Z$/),
    request_body: sent?.raw_body.toString(),
  });
  expect(delivery.attempts).toEqual([
    {
      id: expect.stringMatching(/^wha_/),
      trigger: "automatic",
      status: "succeeded",
      attempted_at: expect.stringMatching(/Z$/),
      duration_ms: expect.any(Number),
      url: receiver.url(endpoint.path),
      request_headers: expect.objectContaining({
        "X-Webhook-ID": sent?.headers["x-webhook-id"],
        "X-Webhook-Signature": sent?.headers["x-webhook-signature"],
        "webhook-signature": sent?.headers["webhook-signature"],
      }),
      response_status: 202,
      response_headers: {
        "content-type": "text/plain",
        date: expect.any(String),
        "x-request-id": "shop-1",
      },
      response_body: "thank you",
      response_body_truncated: false,
      error: null,
      next_attempt_at: null,
    },
  ]);
});

test("each failure is kept, in words, with when it goes on", async () => {
  const endpoint = await addEndpoint(server.mor, receiver);
  const answers = [
    { status: 500, body: "no stock\u0000\u001b[31m" },
    { status: 302, headers: { location: "https://yoursite.example/moved" } },
  ];
  receiver.answer = ({ path }) => answers[receiver.at(path).length - 1] ?? { status: 200 };
  await pay(server.mor);
  const first = await afterAttempts(server.mor, endpoint, 1);
  expect(first).toMatchObject({
    status: "pending",
    response_status: 500,
    error: "The endpoint answered 500.",
  });
  const wait_ms = Date.parse(first.next_attempt_at ?? "") - server.clock.now().getTime();
  expect(wait_ms).toBeLessThan(7_000);
  server.clock.advance(7_000);
  await afterAttempts(server.mor, endpoint, 2);
  server.clock.advance(6 * 60_000);
  const { attempts, ...delivery } = await afterAttempts(server.mor, endpoint, 3);
  expect(delivery).toMatchObject({
    status: "succeeded",
    attempt_count: 3,
    error: null,
    next_attempt_at: null,
  });
  expect(attempts).toMatchObject([
    {
      status: "failed",
      response_status: 500,
      response_body: "no stock\uFFFD\uFFFD[31m",
      error: "The endpoint answered 500.",
      next_attempt_at: first.next_attempt_at,
    },
    {
      status: "failed",
      response_headers: { location: "https://yoursite.example/moved" },
      error: "The endpoint answered 302. Redirects are not followed: set url to the final address.",
    },
    { status: "succeeded", response_status: 200, error: null, next_attempt_at: null },
  ]);
});

test("when nobody answers, the log says so and shows no answer", async () => {
  const endpoint = await addEndpoint(server.mor, receiver, { url: "http://127.0.0.1:1/hooks" });
  await pay(server.mor);
  const { attempts } = await afterAttempts(server.mor, endpoint, 1);
  expect(attempts).toMatchObject([
    {
      error: "The connection was refused.",
      response_status: null,
      response_headers: null,
      response_body: null,
      response_body_truncated: false,
    },
  ]);
});

test("of an answer of five megabytes the first 16 KB are kept, and of one that never ends too", async () => {
  const endpoint = await addEndpoint(server.mor, receiver);
  receiver.answer = () => ({ status: 200, body: Buffer.alloc(5 * 1024 * 1024, "é") });
  await pay(server.mor);
  const big = await afterAttempts(server.mor, endpoint, 1);
  expect(big.attempts[0]).toMatchObject({
    response_status: 200,
    response_body: "é".repeat(8 * 1024),
    response_body_truncated: true,
  });
  let poured_bytes = 0;
  const chunk = Buffer.alloc(64 * 1024, "x");
  receiver.answer = () => ({
    status: 200,
    stream: (response) => {
      const pour = () => {
        while (!response.destroyed) {
          poured_bytes += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on("drain", pour).on("error", () => {});
      pour();
    },
  });
  const began_ms = performance.now();
  await pay(server.mor);
  const attempted = async () => (await deliveriesTo(server.mor, endpoint, "status=succeeded")).length;
  await expect.poll(attempted, PATIENCE).toBe(2);
  expect(performance.now() - began_ms).toBeLessThan(10_000);
  const endless = await lastDelivery(server.mor, endpoint);
  expect(endless?.attempts[0]?.response_body).toBe("x".repeat(16 * 1024));
  expect(endless?.attempts[0]?.response_body_truncated).toBe(true);
  expect(poured_bytes).toBeLessThan(64 * 1024 * 1024);
});

test("an answer that is no text is shown as far as it is, in its own charset", async () => {
  const endpoint = await addEndpoint(server.mor, receiver);
  receiver.answer = () => ({
    status: 200,
    headers: { "content-type": "text/html; charset=gbk" },
    body: Buffer.from([0xca, 0xd5, 0xb5, 0xbd]),
  });
  await pay(server.mor);
  expect((await afterAttempts(server.mor, endpoint, 1)).attempts[0]?.response_body).toBe("收到");
  receiver.answer = () => ({
    status: 200,
    headers: { "content-type": "image/png; charset=nonsense" },
    body: Buffer.from([0x89, 0x50, 0x00, 0xff]),
  });
  await pay(server.mor);
  await expect.poll(async () => (await deliveriesTo(server.mor, endpoint)).length, PATIENCE).toBe(2);
  const delivery = await afterAttempts(server.mor, endpoint, 1);
  expect(delivery.attempts[0]?.response_body).toBe("\uFFFDP\uFFFD\uFFFD");
});

test("a retry sends the same bytes at once, freshly signed, also of what has succeeded", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = () => ({ status: 200 });
  await pay(server.direct);
  const before = await afterAttempts(server.direct, endpoint, 1);
  server.clock.advance(60_000);
  const retry = `${logPath(endpoint)}/${before.id}/retry`;
  const answer = await server.direct.faststar.post(retry);
  expect(dataOf(answer)).toMatchObject({ id: before.id, status: "succeeded", attempt_count: 1 });
  const [first, second] = await arrivals(receiver, endpoint, 2);
  if (first === undefined || second === undefined) throw new Error("too few came");
  expect(second.raw_body.equals(first.raw_body)).toBe(true);
  expect(second.headers["x-webhook-id"]).toBe(first.headers["x-webhook-id"]);
  const [time, later] = [first, second].map(
    (delivery) => verifiedTime(delivery, "x-webhook-signature", endpoint.secret) ?? 0,
  );
  expect((later ?? 0) - (time ?? 0)).toBeGreaterThanOrEqual(60);
  expect(isStandardWebhook(second, endpoint.secret)).toBe(true);
  const after = await afterAttempts(server.direct, endpoint, 2);
  expect(after).toMatchObject({ status: "succeeded", attempt_count: 1, finished_at: before.finished_at });
  expect(after.attempts.map(({ trigger }) => trigger)).toEqual(["automatic", "manual"]);
});

test("a retry that fails leaves the schedule as it was; one that is acknowledged ends it", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 503 : 200 });
  await pay(server.direct);
  await afterAttempts(server.direct, endpoint, 1);
  server.clock.advance(7_000);
  const waiting = await afterAttempts(server.direct, endpoint, 2);
  const retry = `/merchant/webhook-endpoints/deliveries/${waiting.id}/retry`;
  expect((await server.direct.faststar.post(retry)).status).toBe(200);
  const refused = await afterAttempts(server.direct, endpoint, 3);
  expect(refused.attempts[2]).toMatchObject({ trigger: "manual", status: "failed", next_attempt_at: null });
  const { attempts: _, ...schedule } = waiting;
  expect(refused).toMatchObject(schedule);
  expect(refused).toMatchObject({ status: "pending", attempt_count: 2 });

  receiver.answer = () => ({ status: 200 });
  await server.direct.faststar.post(retry);
  const done = await afterAttempts(server.direct, endpoint, 4);
  expect(done).toMatchObject({ status: "succeeded", attempt_count: 2, next_attempt_at: null, error: null });
  server.clock.advance(DAY_MS);
  await untilQuiet(server.db);
  expect(receiver.at(endpoint.path)).toHaveLength(4);
});

test("what was given up can be retried, and a retry that fails does not bring it back", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 500 : 200 });
  await pay(server.direct);
  for (let count = 1; count <= 10; count++) {
    await afterAttempts(server.direct, endpoint, count);
    server.clock.advance(28 * 60 * 60 * 1000);
  }
  const given_up = (await lastDelivery(server.direct, endpoint)) as DeliveryView;
  expect(given_up).toMatchObject({ status: "failed", attempt_count: 10, next_attempt_at: null });
  const retry = `${logPath(endpoint)}/${given_up.id}/retry`;
  await server.direct.faststar.post(retry);
  expect(await afterAttempts(server.direct, endpoint, 11)).toMatchObject({
    status: "failed",
    attempt_count: 10,
  });
  receiver.answer = () => ({ status: 200 });
  await server.direct.faststar.post(retry);
  expect(await afterAttempts(server.direct, endpoint, 12)).toMatchObject({ status: "succeeded" });
});

test("many retries of one delivery at once send it once, while the first is under way", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = () => ({ status: 200 });
  await pay(server.direct);
  const { id } = await afterAttempts(server.direct, endpoint, 1);
  const waiting: (() => void)[] = [];
  receiver.answer = ({ path }) =>
    path === endpoint.path
      ? { status: 200, stream: (response) => void waiting.push(() => response.end()) }
      : { status: 200 };
  const retry = () => server.direct.faststar.post(`${logPath(endpoint)}/${id}/retry`);
  await retry();
  await arrivals(receiver, endpoint, 2);
  const answers = await Promise.all(Array.from({ length: 5 }, retry));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  for (const answerNow of waiting) answerNow();
  await afterAttempts(server.direct, endpoint, 2);
  await untilQuiet(server.db);
  expect(receiver.at(endpoint.path)).toHaveLength(2);
});

test("nothing is retried to a disabled endpoint, and one that answers 410 to a retry is disabled", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = () => ({ status: 200 });
  await pay(server.direct);
  const { id } = await afterAttempts(server.direct, endpoint, 1);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 410 : 200 });
  const retry = () => server.direct.faststar.post(`${logPath(endpoint)}/${id}/retry`);
  await retry();
  const after = await afterAttempts(server.direct, endpoint, 2);
  expect(after.status).toBe("succeeded");
  const found = await server.direct.faststar.get(`/merchant/webhook-endpoints/${endpoint.id}`);
  expect(found.body.data).toMatchObject({ status: "disabled" });
  const refused = await retry();
  expect(refused.status).toBe(409);
  expect(refused.body.error?.code).toBe("state_conflict");
  expect(refused.body.message).toContain("disabled endpoint");
});

test("the log can be narrowed and leafed through, newest first", async () => {
  const endpoint = await addEndpoint(server.direct, receiver, { event_types: [] });
  receiver.answer = ({ raw_body, path }) => ({
    status: path === endpoint.path && raw_body.includes("payment.failed") ? 410 : 200,
  });
  for (let count = 0; count < 3; count++) await pay(server.direct);
  await arrivals(receiver, endpoint, 3);
  await pay(server.direct, CARDS.declined);
  await arrivals(receiver, endpoint, 4);
  await untilQuiet(server.db);
  const all = await deliveriesTo(server.direct, endpoint);
  expect(all.map(({ event_type }) => event_type)).toEqual([
    "payment.failed",
    "payment.succeeded",
    "payment.succeeded",
    "payment.succeeded",
  ]);
  const narrowed = async (query: string) =>
    (await deliveriesTo(server.direct, endpoint, query)).map(({ id }) => id);
  const ids = all.map(({ id }) => id);
  expect(await narrowed("status=failed")).toEqual(ids.slice(0, 1));
  expect(await narrowed("status=pending")).toEqual([]);
  expect(await narrowed("event_type=payment.succeeded")).toEqual(ids.slice(1));
  expect(await narrowed("status=succeeded&event_type=payment.failed")).toEqual([]);
  const page = await server.direct.faststar.get(`${logPath(endpoint)}?limit=3`);
  expect(page.body.data.items.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  expect(page.body.data).toMatchObject({ has_more: true, next_cursor: ids[2] });
  expect(await narrowed(`limit=3&cursor=${ids[2]}`)).toEqual(ids.slice(3));
});

test("a filter that makes no sense is refused by its name", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  for (const [param, value] of [
    ["status", "done"],
    ["status", ""],
    ["event_type", "payment.suceeded"],
    ["event_type", ""],
    ["limit", "0"],
    ["cursor", endpoint.id],
  ]) {
    const { status, body } = await server.direct.faststar.get(`${logPath(endpoint)}?${param}=${value}`);
    expect(status, `${param}=${value}`).toBe(400);
    expect(body.error?.param).toBe(param);
  }
  await server.direct.faststar.delete(`/merchant/webhook-endpoints/${endpoint.id}`);
  expect((await server.direct.faststar.get(logPath(endpoint))).status).toBe(404);
});

test("after thirty days the log is forgotten, with every attempt; what is newer stays", async () => {
  const [endpoint, ...rest] = await Promise.all([
    addEndpoint(server.mor, receiver),
    addEndpoint(server.mor, receiver),
  ]);
  receiver.answer = () => ({ status: 200, body: "an old answer" });
  await pay(server.mor);
  await Promise.all([endpoint, ...rest].map((each) => afterAttempts(server.mor, each, 1)));
  server.clock.advance(29 * DAY_MS);
  await forgetDeliveries(server.core);
  expect(await deliveriesTo(server.mor, endpoint)).toHaveLength(1);
  receiver.answer = () => ({ status: 200, body: "a new answer" });
  await pay(server.mor);
  await expect.poll(async () => (await deliveriesTo(server.mor, endpoint)).length, PATIENCE).toBe(2);
  await afterAttempts(server.mor, endpoint, 1);
  await untilQuiet(server.db);
  server.clock.advance(2 * DAY_MS);
  await expect.poll(() => dumpTables(server.db), PATIENCE).not.toContain("an old answer");
  expect(await deliveriesTo(server.mor, endpoint)).toHaveLength(1);
  expect(await dumpTables(server.db)).toContain("a new answer");
});
