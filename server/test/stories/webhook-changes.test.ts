import { expect, test } from "vitest";
import { WEBHOOK_EVENT_TYPES } from "../../src/api/faststar/events.ts";
import { bodyOf, isStandardWebhook, verifiedTime } from "../support/receiver.ts";
import { useTestServer } from "../support/server.ts";
import { dumpTables, untilQuiet } from "../support/tables.ts";
import {
  addEndpoint,
  afterAttempts,
  arrivals,
  dataOf,
  deliveriesTo,
  pay,
  useFreshReceiver,
} from "../support/webhook-log.ts";

const server = useTestServer();
const receiver = useFreshReceiver();
const HOUR_MS = 60 * 60 * 1000;
const KNOWN = WEBHOOK_EVENT_TYPES.join(", ");

const at = ({ id }: { id: string }) => `/merchant/webhook-endpoints/${id}`;

interface EndpointView {
  readonly id: string;
  readonly status: string;
  readonly secret?: string;
  readonly previous_secret_expires_at: string | null;
}

test("an endpoint can be read again, without its secret", async () => {
  const endpoint = await addEndpoint(server.mor, receiver, { description: "orders" });
  const answer = await server.mor.faststar.get(at(endpoint));
  expect(answer.text).not.toContain(endpoint.secret);
  expect(dataOf(answer)).toEqual({
    id: endpoint.id,
    url: receiver.url(endpoint.path),
    event_types: ["payment.succeeded"],
    description: "orders",
    status: "enabled",
    previous_secret_expires_at: null,
    created_at: expect.stringMatching(/Z$/),
  });
});

test("a change changes what it names and nothing else", async () => {
  const { faststar } = server.mor;
  const endpoint = await addEndpoint(server.mor, receiver, { description: "orders" });
  const before = dataOf<object>(await faststar.get(at(endpoint)));
  const change = async (fields: object) => dataOf(await faststar.patch(at(endpoint), fields));
  expect(await change({})).toEqual(before);
  expect(await change({ description: "refunds" })).toEqual({ ...before, description: "refunds" });
  expect(await change({ description: null })).toEqual({ ...before, description: null });
  const twice = ["payment.failed", "payment.failed"];
  expect(await change({ event_types: twice })).toMatchObject({ event_types: ["payment.failed"] });
  expect(await change({ event_types: [] })).toMatchObject({ event_types: [] });
  const url = receiver.url("/moved");
  expect(await change({ url, event_types: null })).toEqual({
    ...before,
    description: null,
    event_types: [],
    url,
  });
  expect(dataOf(await faststar.get(at(endpoint)))).toMatchObject({ url, description: null });
});

test("what waits goes to the new address", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 500 : 200 });
  await pay(server.direct);
  await afterAttempts(server.direct, endpoint, 1);
  const moved = { ...endpoint, path: `${endpoint.path}/moved` };
  await server.direct.faststar.patch(at(endpoint), { url: receiver.url(moved.path) });
  server.clock.advance(7_000);
  const [delivery] = await arrivals(receiver, moved, 1);
  expect(delivery && bodyOf(delivery).type).toBe("payment.succeeded");
});

test("an event type that does not exist is named, with those that do", async () => {
  const { faststar } = server.mor;
  const endpoint = await addEndpoint(server.mor, receiver);
  const event_types = ["payment.succeeded", "payment.suceeded"];
  const answers = [
    await faststar.post("/merchant/webhook-endpoints", { url: receiver.url("/x"), event_types }),
    await faststar.patch(at(endpoint), { event_types }),
    await faststar.post(`${at(endpoint)}/replay`, { from: "1750000000", to: "1750000001", event_types }),
  ];
  for (const { status, body } of answers) {
    expect(status).toBe(400);
    expect(body.error?.param).toBe("event_types[1]");
    expect(body.message).toBe(
      `Invalid event_types[1]: there is no event type "payment.suceeded". There are ${KNOWN}.`,
    );
  }
});

test("a disabled endpoint gets nothing, not even what it had missed; an enabled one hears again", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  const witness = await addEndpoint(server.direct, receiver);
  receiver.answer = ({ path }) => ({ status: path === endpoint.path ? 500 : 200 });
  await pay(server.direct);
  await afterAttempts(server.direct, endpoint, 1);
  const disabled = await server.direct.faststar.patch(at(endpoint), { status: "disabled" });
  expect(dataOf(disabled)).toMatchObject({ status: "disabled" });
  expect(await deliveriesTo(server.direct, endpoint)).toMatchObject([
    { status: "failed", error: "The endpoint was disabled.", next_attempt_at: null },
  ]);
  receiver.answer = () => ({ status: 200 });
  server.clock.advance(7_000);
  await pay(server.direct);
  await arrivals(receiver, witness, 2);
  await untilQuiet(server.db);
  expect(receiver.at(endpoint.path)).toHaveLength(1);
  expect(await deliveriesTo(server.direct, endpoint)).toHaveLength(1);

  await server.direct.faststar.patch(at(endpoint), { status: "enabled" });
  const paid = await pay(server.direct);
  const heard = await arrivals(receiver, endpoint, 2);
  expect(heard.map(bodyOf)[1]?.data.payment_id).toBe(paid);
});

test("sixteen endpoints are the most there can be, disabled ones too, and each API says so in its own way", async () => {
  const { faststar, onerway } = server.mor;
  const url = "https://yoursite.example/hooks";
  const listed = (await faststar.get("/merchant/webhook-endpoints?limit=100")).body.data.items;
  for (let count = listed.length; count < 16; count++) {
    const endpoint = await addEndpoint(server.mor, receiver, { url, event_types: ["payment.canceled"] });
    await faststar.patch(at(endpoint), { status: "disabled" });
  }
  const message = "There are 16 webhook endpoints already, which is the most there can be. Delete one first.";
  const at_faststar = await faststar.post("/merchant/webhook-endpoints", { url });
  expect(at_faststar.status).toBe(409);
  expect(at_faststar.body).toMatchObject({ success: false, message, error: { code: "limit_reached" } });
  const enabled_events = ["payment_intent.canceled"];
  for (let count = 0; count < 16; count++) await onerway.post("/webhook_endpoints", { url, enabled_events });
  const at_onerway = await onerway.post("/webhook_endpoints", { url, enabled_events });
  expect(at_onerway.status).toBe(400);
  expect(at_onerway.body.error).toMatchObject({
    type: "invalid_request_error",
    code: "limit_reached",
    message,
  });
});

test("while a secret is being replaced, every webhook is signed with both, in both schemes", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  const answer = await server.direct.faststar.post(`${at(endpoint)}/rotate-secret`);
  const rotated = dataOf<EndpointView>(answer);
  const secret = rotated.secret ?? "";
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(secret).not.toBe(endpoint.secret);
  const until_ms = Date.parse(rotated.previous_secret_expires_at ?? "") - server.clock.now().getTime();
  expect(until_ms / HOUR_MS).toBeCloseTo(24, 1);

  await pay(server.direct);
  const [both] = await arrivals(receiver, endpoint, 1);
  if (both === undefined) throw new Error("nothing came");
  for (const key of [secret, endpoint.secret]) {
    expect(verifiedTime(both, "x-webhook-signature", key)).toBeDefined();
    expect(isStandardWebhook(both, key)).toBe(true);
  }
  expect(String(both.headers["x-webhook-signature"]).match(/v1=/g)).toHaveLength(2);
  expect(String(both.headers["webhook-signature"]).split(" ")).toHaveLength(2);

  server.clock.advance(24 * HOUR_MS + 1000);
  await pay(server.direct);
  const [, after] = await arrivals(receiver, endpoint, 2);
  if (after === undefined) throw new Error("nothing came");
  expect(verifiedTime(after, "x-webhook-signature", secret)).toBeDefined();
  expect(verifiedTime(after, "x-webhook-signature", endpoint.secret)).toBeUndefined();
  expect(isStandardWebhook(after, endpoint.secret)).toBe(false);
  expect(String(after.headers["x-webhook-signature"]).match(/v1=/g)).toHaveLength(1);
});

test("a leaked secret can be taken out of use at once, and the overlap is what was asked for", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  const rotate = async (body: object) =>
    dataOf<EndpointView>(await server.direct.faststar.post(`${at(endpoint)}/rotate-secret`, body));
  const week = await rotate({ expires_in: 604_800 });
  expect(
    (Date.parse(week.previous_secret_expires_at ?? "") - server.clock.now().getTime()) / HOUR_MS,
  ).toBeCloseTo(168, 1);
  const last = await rotate({ expires_in: 0 });
  expect(last.previous_secret_expires_at).toBeNull();
  await pay(server.direct);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  if (delivery === undefined) throw new Error("nothing came");
  const works = (key = "") => verifiedTime(delivery, "x-webhook-signature", key) !== undefined;
  expect([endpoint.secret, week.secret, last.secret].map(works)).toEqual([false, false, true]);
  for (const expires_in of [-1, 604_801, 1.5, "3600", true]) {
    const refused = await server.direct.faststar.post(`${at(endpoint)}/rotate-secret`, { expires_in });
    expect(refused.status).toBe(400);
    expect(refused.body.error?.param).toBe("expires_in");
  }
});

test("a rotation that is sent twice rotates once, and what is stored of its answer is sealed", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  const headers = { "idempotency-key": "rotate-once" };
  const first = await server.direct.faststar.post(`${at(endpoint)}/rotate-secret`, {}, headers);
  const again = await server.direct.faststar.post(`${at(endpoint)}/rotate-secret`, {}, headers);
  expect(again.text).toBe(first.text);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const { secret = "" } = dataOf<EndpointView>(first);
  await pay(server.direct);
  await afterAttempts(server.direct, endpoint, 1);
  const everything = `${await dumpTables(server.db)}\n${server.log_lines.join("\n")}`;
  for (const key of [secret, endpoint.secret]) {
    expect(everything).not.toContain(key);
    expect(everything).not.toContain(key.replace("whsec_", ""));
    expect(everything).not.toContain(Buffer.from(key).toString("hex"));
  }
});

test("two rotations at once leave two secrets that are both known", async () => {
  const endpoint = await addEndpoint(server.direct, receiver);
  const answers = await Promise.all(
    Array.from({ length: 2 }, () => server.direct.faststar.post(`${at(endpoint)}/rotate-secret`)),
  );
  const secrets = answers.map((answer) => dataOf<EndpointView>(answer).secret ?? "");
  await pay(server.direct);
  const [delivery] = await arrivals(receiver, endpoint, 1);
  if (delivery === undefined) throw new Error("nothing came");
  for (const key of secrets) expect(verifiedTime(delivery, "x-webhook-signature", key)).toBeDefined();
});
