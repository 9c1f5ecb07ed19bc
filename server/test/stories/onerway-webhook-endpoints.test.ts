import { expect, test } from "vitest";
import type { HttpAnswer, OnerwayBody } from "../support/http.ts";
import { bodyOf, type Delivery, useReceiver, verifiedTime } from "../support/receiver.ts";
import { paidIntent } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

const URL = "https://shop.example/hooks";

function make(fields: object = {}): Promise<HttpAnswer<OnerwayBody>> {
  return server.direct.onerway.post("/webhook_endpoints", { url: URL, enabled_events: ["*"], ...fields });
}

async function remove(id: string): Promise<void> {
  await server.direct.onerway.delete(`/webhook_endpoints/${id}`);
}

test("an endpoint shows its secret once, and is read, changed, put and deleted", async () => {
  const { onerway } = server.direct;
  const made = await make({
    description: "Orders",
    metadata: { team: "till" },
    api_version: "2025-01-27.acacia",
    enabled_events: ["refund.created", "payment_intent.succeeded"],
  });
  const { secret, ...endpoint } = made.body;
  expect(secret).toMatch(/^whsec_/);
  expect(endpoint).toEqual({
    id: expect.stringMatching(/^we_[0-9A-Za-z]{22}$/),
    object: "webhook_endpoint",
    api_version: expect.any(String),
    application: null,
    created: expect.any(Number),
    description: "Orders",
    enabled_events: ["refund.created", "payment_intent.succeeded"],
    livemode: false,
    metadata: { team: "till" },
    status: "enabled",
    url: URL,
  });
  const path = `/webhook_endpoints/${endpoint.id}`;
  expect((await onerway.get(`${path}?expand[]=x`)).body).toEqual(endpoint);
  const changed = await onerway.form(path, {
    url: `${URL}/2`,
    enabled_events: ["*"],
    disabled: true,
    metadata: { team: "", floor: "3" },
    description: "",
  });
  expect(changed.body).toEqual({
    ...endpoint,
    description: null,
    enabled_events: ["*"],
    metadata: { floor: "3" },
    status: "disabled",
    url: `${URL}/2`,
  });
  const enabled = await onerway.put(path, { disabled: false });
  expect(enabled.body).toEqual({ ...changed.body, status: "enabled" });
  const deleted = await onerway.delete(path);
  expect(deleted.body).toEqual({ id: endpoint.id, object: "webhook_endpoint", deleted: true });
  for (const answer of [await onerway.get(path), await onerway.post(path, {}), await onerway.delete(path)]) {
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: "resource_missing", param: "id" });
  }
});

test("endpoints are listed newest first, in both directions, and never with those of FastStar", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 4; count++) ids.unshift((await make()).body.id);
  const theirs = await server.direct.faststar.post("/merchant/webhook-endpoints", { url: URL });
  const list = async (query: string) => {
    const { body } = await server.direct.onerway.get(`/webhook_endpoints?${query}`);
    return body.data.map(({ id }) => id);
  };
  expect(await list("limit=2")).toEqual(ids.slice(0, 2));
  expect(await list(`starting_after=${ids[1]}`)).toEqual(ids.slice(2));
  expect(await list(`limit=2&ending_before=${ids[3]}`)).toEqual(ids.slice(1, 3));
  const path = `/webhook_endpoints/${theirs.body.data.id}`;
  expect((await server.direct.onerway.get(path)).status).toBe(404);
  expect((await server.direct.onerway.post(path, { disabled: true })).status).toBe(404);
  expect((await server.mor.onerway.get(`/webhook_endpoints/${ids[0]}`)).status).toBe(404);
  for (const id of ids) await remove(id);
  await server.direct.faststar.delete(`/merchant/webhook-endpoints/${theirs.body.data.id}`);
});

test("one that is disabled hears nothing, and hears again when it is enabled", async () => {
  const { onerway } = server.direct;
  const enabled_events = ["payment_intent.succeeded"];
  const { id } = (await make({ url: receiver.url("/quiet"), enabled_events })).body;
  await onerway.post(`/webhook_endpoints/${id}`, { disabled: true });
  await paidIntent(server.direct);
  await untilQuiet(server.db);
  expect(receiver.at("/quiet")).toEqual([]);
  await onerway.post(`/webhook_endpoints/${id}`, { disabled: false });
  const payment = await paidIntent(server.direct);
  await expect.poll(() => receiver.at("/quiet").length).toBe(1);
  expect(receiver.at("/quiet").map((delivery) => bodyOf(delivery).data.object?.id)).toEqual([payment]);
  await remove(id);
});

test("bad input is refused by the name of the field, and changes nothing", async () => {
  const { onerway } = server.direct;
  const made = (await make()).body;
  const path = `/webhook_endpoints/${made.id}`;
  const { secret: _, ...before } = made;
  const cases: [object, string][] = [
    [{ url: "ftp://shop.example" }, "url"],
    [{ url: "" }, "url"],
    [{ enabled_events: [] }, "enabled_events"],
    [{ enabled_events: ["payment_intent.exploded"] }, "enabled_events[0]"],
    [{ disabled: "maybe" }, "disabled"],
    [{ metadata: { [`${"n".repeat(41)}`]: "x" } }, "metadata"],
    [{ description: "x".repeat(351) }, "description"],
    [{ secret: "whsec_mine" }, "secret"],
  ];
  for (const [body, param] of cases) {
    const answer = await onerway.post(path, body);
    expect(answer.status, JSON.stringify(body)).toBe(400);
    expect(answer.body.error).toMatchObject({ type: "invalid_request_error", param });
  }
  expect((await onerway.get(path)).body).toEqual(before);
  await remove(made.id);
});

test("a request that is sent again makes one endpoint, and shows its secret again", async () => {
  const headers = { "idempotency-key": "one endpoint" };
  const body = { url: URL, enabled_events: ["*"] };
  const first = await server.direct.onerway.post("/webhook_endpoints", body, headers);
  const again = await server.direct.onerway.post("/webhook_endpoints", body, headers);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  await remove(first.body.id);
});

test("a secret is rotated: the new one is shown once, and for as long as was said the old one signs too", async () => {
  const { onerway } = server.direct;
  const { id, secret: first } = (
    await make({ url: receiver.url("/rotated"), enabled_events: ["payment_intent.succeeded"] })
  ).body;
  const path = `/webhook_endpoints/${id}/rotate_secret`;
  const headers = { "idempotency-key": "one rotation" };
  const rotated = await onerway.post(path, undefined, headers);
  expect(rotated.status).toBe(200);
  const { secret: second, ...endpoint } = rotated.body;
  expect(second).toMatch(/^whsec_/);
  expect(second).not.toBe(first);
  expect((await onerway.get(`/webhook_endpoints/${id}`)).body).toEqual(endpoint);
  expect((await onerway.post(path, undefined, headers)).body.secret).toBe(second);
  await paidIntent(server.direct);
  await expect.poll(() => receiver.at("/rotated").length).toBe(1);
  const { secret: third } = (await onerway.form(path, { expires_in: 0 })).body;
  await paidIntent(server.direct);
  await expect.poll(() => receiver.at("/rotated").length).toBe(2);
  const [both, alone] = receiver.at("/rotated") as [Delivery, Delivery];
  const signs = (delivery: Delivery, secret: string) =>
    verifiedTime(delivery, "onerway-signature", secret) !== undefined;
  expect([first, second].map((secret) => signs(both, secret))).toEqual([true, true]);
  expect([first, second, third].map((secret) => signs(alone, secret))).toEqual([false, false, true]);
  for (const [body, param] of [
    [{ expires_in: -1 }, "expires_in"],
    [{ expires_in: 604_801 }, "expires_in"],
    [{ expires_in: "soon" }, "expires_in"],
    [{ secret: "whsec_mine" }, "secret"],
  ] as const) {
    const refused = await onerway.post(path, body);
    expect(refused).toMatchObject({ status: 400, body: { error: { param } } });
  }
  expect((await onerway.post("/webhook_endpoints/we_123/rotate_secret")).status).toBe(404);
  await remove(id);
});
