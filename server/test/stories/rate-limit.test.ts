import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";

const LIMIT = 5;
const server = useTestServer({ rate_limit: LIMIT });

test("a merchant that asks too often is held back, through both doors together, and let in again later", async () => {
  const { faststar, onerway } = server.direct;
  for (let count = 1; count <= LIMIT; count++) {
    const { status, headers } = await (count % 2 === 0
      ? faststar.get("/merchant/catalog/products")
      : onerway.get("/webhook_endpoints"));
    expect(status).toBe(200);
    expect(headers.get("ratelimit-limit")).toBe(String(LIMIT));
    expect(headers.get("ratelimit-remaining")).toBe(String(LIMIT - count));
    expect(Number(headers.get("ratelimit-reset"))).toBeGreaterThan(0);
    expect(headers.has("retry-after")).toBe(false);
  }

  const at_onerway = await onerway.post("/payment_intents", { amount: 2000, currency: "usd" });
  expect(at_onerway.status).toBe(429);
  expect(at_onerway.body.error).toMatchObject({ type: "rate_limit_error", message: expect.any(String) });
  const at_faststar = await faststar.post("/merchant/catalog/products", { name: "Mug" });
  expect(at_faststar.status).toBe(429);
  expect(at_faststar.body).toMatchObject({ success: false, error: { code: "rate_limited" } });
  for (const { headers } of [at_onerway, at_faststar]) {
    expect(headers.get("ratelimit-remaining")).toBe("0");
    expect(headers.get("request-id")).toMatch(/^req_/);
    const wait_s = Number(headers.get("retry-after"));
    expect(wait_s).toBeGreaterThan(0);
    expect(wait_s).toBeLessThanOrEqual(60);
  }
  expect(await server.db.query("SELECT 1 FROM payment_intents UNION ALL SELECT 1 FROM products")).toEqual([]);

  // The other merchant has its own allowance.
  expect((await server.mor.faststar.get("/merchant/catalog/products")).status).toBe(200);

  server.clock.advance(120_000);
  const later = await onerway.get("/webhook_endpoints");
  expect(later.status).toBe(200);
  expect(later.headers.get("ratelimit-remaining")).toBe(String(LIMIT - 1));
});

test("a buyer at the cashier, and a stranger without a key, use nobody's allowance up", async () => {
  server.clock.advance(120_000);
  const { onerway } = server.mor;
  for (let count = 0; count < 10; count++) {
    expect((await fetch(`${server.url}/v1/webhook_endpoints`)).status).toBe(401);
    expect((await fetch(`${server.url}/checkout/cs_x/state`)).status).toBe(404);
  }
  const { headers } = await onerway.get("/webhook_endpoints");
  expect(headers.get("ratelimit-remaining")).toBe(String(LIMIT - 1));
});
