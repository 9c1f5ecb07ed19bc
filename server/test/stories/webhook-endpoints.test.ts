import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import type { Exchange } from "../../src/core/idempotency/exchange.ts";
import { upsertMerchant } from "../../src/core/merchants/store.ts";
import { createWebhookEndpoint } from "../../src/core/webhooks/create-endpoint.ts";
import { deleteWebhookEndpoint } from "../../src/core/webhooks/delete-endpoint.ts";
import { webhookSecrets } from "../../src/core/webhooks/endpoint-secrets.ts";
import { getWebhookEndpoint } from "../../src/core/webhooks/get-endpoint.ts";
import { listWebhookEndpoints } from "../../src/core/webhooks/list-endpoints.ts";
import { dispatchEvents } from "../../src/core/webhooks/queue/dispatch.ts";
import { updateWebhookEndpoint } from "../../src/core/webhooks/update-endpoint.ts";
import type { WebhookEndpoint } from "../../src/core/webhooks/webhook-endpoint.ts";
import type { Database } from "../../src/db/types.ts";
import type { Scope } from "../../src/kit/scope.ts";
import { movableClock } from "../support/clock.ts";
import { testCore } from "../support/core.ts";
import { openTestDatabase } from "../support/database.ts";
import { capitalDialect, deliveryRows, endpointOf, happen } from "../support/webhooks.ts";

const SHOP: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000001", livemode: false };
const OTHER: Scope = { merchant_id: "0198a000-0000-7000-8000-000000000002", livemode: false };
const LIVE: Scope = { ...SHOP, livemode: true };
const API = "capitals";

let db: Database;
let close: () => Promise<void>;
let core: Core;

beforeEach(async () => {
  ({ db, close } = await openTestDatabase());
  core = testCore({ db, clock: movableClock(new Date("2026-03-01T12:00:00Z")) });
  for (const { merchant_id } of [SHOP, OTHER]) {
    const merchant = {
      merchant_id,
      name: "Shop",
      mode: "direct",
      plan: "standard",
      requests_per_minute: null,
    } as const;
    await upsertMerchant(db, merchant, core.clock.now());
  }
});

afterEach(() => close());

const command = {
  api: API,
  url: "https://shop.example/hooks",
  event_types: ["PAYMENT.SUCCEEDED", "PAYMENT.SUCCEEDED"],
  description: "orders",
  allow_private: false,
};

function exchange<Outcome>(key: string | null = null): Exchange<Outcome> {
  return {
    idempotency: key === null ? null : { api: API, key, request_hash: Buffer.alloc(32, 1) },
    render: (outcome) => ({ status: 200, body: JSON.stringify(outcome) }),
  };
}

test("a new endpoint's secret is shown once and kept sealed", async () => {
  const { secret, ...endpoint } = await endpointOf(core, SHOP, command);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(endpoint).toEqual({
    id: endpoint.id,
    api: API,
    url: "https://shop.example/hooks",
    event_types: ["PAYMENT.SUCCEEDED"],
    description: "orders",
    metadata: {},
    status: "enabled",
    previous_secret_expires_at: null,
    created_at: new Date("2026-03-01T12:00:00Z"),
  });
  expect(await getWebhookEndpoint(core, SHOP, API, endpoint.id)).toEqual(endpoint);
  const [row] = await db.query<{ text: string }>(
    "SELECT webhook_endpoints::text AS text FROM webhook_endpoints",
  );
  expect(row?.text).not.toContain(secret);
  expect(row?.text).not.toContain(Buffer.from(secret).toString("hex"));
});

test("the same request again makes no second endpoint and gets the same answer", async () => {
  const first = await createWebhookEndpoint(core, SHOP, command, exchange("order-1"));
  const second = await createWebhookEndpoint(core, SHOP, command, exchange("order-1"));
  expect(first).toMatchObject({ status: 200, replayed: false });
  expect(second).toEqual({ ...first, replayed: true });
  expect(await db.query("SELECT FROM webhook_endpoints")).toHaveLength(1);
});

test("an address that cannot or must not receive webhooks is refused, naming the field", async () => {
  for (const url of ["shop.example", "https://10.0.0.1/", "https://me:secret@shop.example/"]) {
    const answer = await createWebhookEndpoint(core, SHOP, { ...command, url }, exchange());
    expect(answer).toMatchObject({ refused: "parameter_invalid", param: "url" });
  }
  const description = "x".repeat(351);
  expect(await createWebhookEndpoint(core, SHOP, { ...command, description }, exchange())).toMatchObject({
    param: "description",
  });
  expect(await db.query("SELECT FROM webhook_endpoints")).toEqual([]);
});

test("a description has 350 characters of any script", async () => {
  const in_stars = { ...command, description: "\u{1f31f}".repeat(350) };
  expect(await createWebhookEndpoint(core, SHOP, in_stars, exchange())).toMatchObject({ status: 200 });
});

test("there can be sixteen endpoints of an API, however fast they are made; elsewhere there is room", async () => {
  const answers = await Promise.all(
    Array.from({ length: 18 }, () => createWebhookEndpoint(core, SHOP, command, exchange())),
  );
  expect(answers.filter((answer) => "refused" in answer)).toMatchObject([
    { refused: "limit_reached" },
    { refused: "limit_reached" },
  ]);
  await endpointOf(core, LIVE, command);
  await endpointOf(core, SHOP, { ...command, api: "another" });
  const [oldest] = (await listWebhookEndpoints(core, SHOP, { api: API, limit: 1, after_id: null })).items;
  await deleteWebhookEndpoint(core, SHOP, API, oldest?.id ?? "", exchange());
  await endpointOf(core, SHOP, command);
});

test("endpoints are listed newest first, page by page, without their secrets", async () => {
  const made: WebhookEndpoint[] = [];
  for (let count = 0; count < 5; count++) {
    const { secret: _, ...endpoint } = await endpointOf(core, SHOP, { description: `number ${count}` });
    made.unshift(endpoint);
  }
  await endpointOf(core, SHOP, { api: "another" });
  await endpointOf(core, OTHER);
  const first = await listWebhookEndpoints(core, SHOP, { api: API, limit: 3, after_id: null });
  expect(first).toEqual({ items: made.slice(0, 3), has_more: true, cursor_seen: false });
  const starting_after = first.items[2]?.id ?? null;
  expect(await listWebhookEndpoints(core, SHOP, { api: API, limit: 3, after_id: starting_after })).toEqual({
    items: made.slice(3),
    has_more: false,
    cursor_seen: true,
  });
});

test("a deleted endpoint is gone, with all that it was still to be told", async () => {
  const endpoint = await endpointOf(core, SHOP);
  const staying = await endpointOf(core, SHOP);
  await happen(core, SHOP);
  await dispatchEvents(core, [capitalDialect()]);
  expect(await deliveryRows(db)).toHaveLength(2);
  expect(await deleteWebhookEndpoint(core, SHOP, API, endpoint.id, exchange())).toMatchObject({
    status: 200,
  });
  expect(await getWebhookEndpoint(core, SHOP, API, endpoint.id)).toBeUndefined();
  expect(await deliveryRows(db)).toMatchObject([
    { webhook_endpoint_id: endpoint.id, status: "failed", error: "The endpoint was deleted." },
    { webhook_endpoint_id: staying.id, status: "pending" },
  ]);
  expect(await deleteWebhookEndpoint(core, SHOP, API, endpoint.id, exchange())).toMatchObject({
    refused: "resource_missing",
  });
});

test("an endpoint that is deleted while news is handed out leaves nothing behind", async () => {
  for (let round = 0; round < 5; round++) {
    const endpoint = await endpointOf(core, SHOP);
    for (let count = 0; count < 20; count++) await happen(core, SHOP);
    await Promise.all([
      dispatchEvents(core, [capitalDialect()]),
      deleteWebhookEndpoint(core, SHOP, API, endpoint.id, exchange()),
    ]);
    expect((await deliveryRows(db)).filter(({ status }) => status === "pending")).toEqual([]);
  }
});

test("an endpoint that is disabled while news is handed out has nothing left to wait for", async () => {
  for (let round = 0; round < 5; round++) {
    const { id } = await endpointOf(core, SHOP);
    for (let count = 0; count < 20; count++) await happen(core, SHOP);
    const change = {
      api: API,
      endpoint_id: id,
      fields: { status: "disabled" },
      allow_private: false,
    } as const;
    await Promise.all([
      dispatchEvents(core, [capitalDialect()]),
      updateWebhookEndpoint(core, SHOP, change, exchange()),
    ]);
    expect(await getWebhookEndpoint(core, SHOP, API, id)).toMatchObject({ status: "disabled" });
    expect((await deliveryRows(db)).filter(({ status }) => status === "pending")).toEqual([]);
  }
});

test("another merchant, the other mode and the other API do not see an endpoint", async () => {
  const { id } = await endpointOf(core, SHOP);
  for (const [scope, api] of [
    [OTHER, API],
    [LIVE, API],
    [SHOP, "another"],
  ] as const) {
    expect(await getWebhookEndpoint(core, scope, api, id)).toBeUndefined();
    expect(await deleteWebhookEndpoint(core, scope, api, id, exchange())).toMatchObject({
      refused: "resource_missing",
    });
  }
});

test("a merchant's secrets can be had for checking a signature, newest first", async () => {
  const first = await endpointOf(core, SHOP);
  const second = await endpointOf(core, SHOP);
  await endpointOf(core, OTHER);
  expect(await webhookSecrets(core, SHOP, API)).toEqual([second.secret, first.secret]);
});
