import { afterAll, beforeAll, expect, test } from "vitest";
import { addApiKey } from "../../src/core/merchants/add-key.ts";
import { generateApiKey } from "../../src/core/merchants/api-key.ts";
import type { Plan } from "../../src/core/merchants/merchant.ts";
import { upsertMerchant } from "../../src/core/merchants/store.ts";
import { faststarClient, onerwayClient } from "../support/http.ts";
import { startBeside, type TestServer, useTestServer } from "../support/server.ts";

const first = useTestServer();
let second: Pick<TestServer, "url" | "stop">;
beforeAll(async () => {
  second = await startBeside(first);
});
afterAll(() => second?.stop());

async function merchantOf(plan: Plan) {
  const { core, db } = first;
  const merchant_id = core.new_id();
  const merchant = {
    merchant_id,
    name: "Star Shop",
    mode: "direct",
    plan,
    requests_per_minute: null,
  } as const;
  await upsertMerchant(db, merchant, core.clock.now());
  const keyOf = async (livemode: boolean) => {
    const key = generateApiKey(core.random, "secret", livemode);
    await addApiKey(core, db, { merchant_id, livemode }, "secret", key);
    return key;
  };
  return { test: await keyOf(false), live: await keyOf(true) };
}

/** Fires so many requests at both servers and both APIs at once. Answers how many were let in. */
async function fire(key: string, requests: number): Promise<number> {
  const clients = [first.url, second.url].map(
    (url) => [onerwayClient(url, key), faststarClient(url, key)] as const,
  );
  const statuses = await Promise.all(
    Array.from({ length: requests }, async (_, index) => {
      const [onerway, faststar] = clients[index % 2] ?? [];
      const answer = await (index % 4 < 2
        ? onerway?.get("/webhook_endpoints")
        : faststar?.get("/merchant/catalog/products"));
      return answer?.status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  return statuses.filter((status) => status === 200).length;
}

test("a merchant of the standard plan gets its 100 requests a minute over all servers together", async () => {
  const keys = await merchantOf("standard");
  const accepted = await fire(keys.test, 300);
  expect(accepted).toBeLessThanOrEqual(100);
  expect(accepted).toBeGreaterThanOrEqual(95);
  // The other mode, and another merchant, have their own.
  expect(await fire(keys.live, 150)).toBeGreaterThanOrEqual(95);
  expect(await fire((await merchantOf("standard")).test, 150)).toBeGreaterThanOrEqual(95);
});

test("a merchant of the enterprise plan gets its 1000", async () => {
  const accepted = await fire((await merchantOf("enterprise")).test, 1_300);
  expect(accepted).toBeLessThanOrEqual(1_000);
  expect(accepted).toBeGreaterThanOrEqual(950);
});

test("a merchant without a limit leases nothing", async () => {
  await first.direct.onerway.get("/webhook_endpoints");
  const rows = await first.db.query("SELECT 1 FROM request_permits WHERE merchant_id = $1", [
    first.direct.scope.merchant_id,
  ]);
  expect(rows).toEqual([]);
});

test("whoever guesses keys is held back by address, in each API's words, and nobody with a good key is", async () => {
  const guess = (path: string, headers: Record<string, string>) => fetch(`${first.url}${path}`, { headers });
  const wrong_key = `sk_test_${"a".repeat(32)}`;
  for (let count = 0; count < 300; count++) {
    const { status } = await guess(
      "/v1/webhook_endpoints",
      count % 2 === 0 ? {} : { authorization: `Bearer ${wrong_key}` },
    );
    expect(status).toBe(401);
  }
  const at_onerway = await guess("/v1/webhook_endpoints", { authorization: `Bearer ${wrong_key}` });
  expect(at_onerway.status).toBe(429);
  expect(Number(at_onerway.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await at_onerway.json()).toMatchObject({ error: { type: "rate_limit_error", code: "rate_limit" } });
  const at_faststar = await guess("/api/v1/merchant/catalog/products", { "x-api-key": wrong_key });
  expect(at_faststar.status).toBe(429);
  expect(await at_faststar.json()).toMatchObject({ success: false, error: { code: "rate_limited" } });

  expect((await first.direct.onerway.get("/webhook_endpoints")).status).toBe(200);
  first.clock.advance(120_000);
  expect((await guess("/v1/webhook_endpoints", {})).status).toBe(401);
});
