import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoPlugin } from "./plugin.ts";

const NOW_MS = 1_800_000_000_000;
const SHOP = "https://shop.example.com";
const MERCHANTS = {
  direct: { secret_key: "sk_test_direct", webhook_secret: "whsec_direct" },
  mor: { secret_key: "sk_test_mor", webhook_secret: "whsec_mor" },
};
const ORDER = {
  product: "mug",
  merchant: "direct",
  presentation: "iframe",
  buyer_country: "DE",
  locale: "zh-CN",
};

interface Call {
  path: string;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

let app: FastifyInstance;
let calls: Call[];
let refusal: { status: number; body: string } | undefined;

beforeEach(async () => {
  [calls, refusal] = [[], undefined];
  app = Fastify();
  const options = { public_url: `${SHOP}/`, cashier_url: "https://pay.example.com", merchants: MERCHANTS };
  await app.register(demoPlugin, { ...options, now: () => NOW_MS, fetch: fakeStarway as typeof fetch });
});
afterEach(() => app.close());

async function fakeStarway(url: string, init: RequestInit): Promise<Response> {
  const path = url.replace(`${SHOP}/api/v1`, "");
  calls.push({ path, headers: init.headers as Record<string, string>, body: JSON.parse(String(init.body)) });
  if (refusal) return new Response(refusal.body, { status: refusal.status });
  const id = `${path.split("/").at(-1)}_${calls.length}`;
  const session = {
    session: { id },
    url: `https://pay.example.com/checkout/${id}?token=t`,
    session_token: "t",
  };
  const data = path === "/public/checkout/sessions" ? session : { id };
  return Response.json({ success: true, message: "Created", data }, { status: 201 });
}

const order = (body: object = ORDER) => app.inject({ method: "POST", url: "/demo/checkout", body });

describe("the pages", () => {
  test("come in English and Chinese, under a strict policy that lets the cashier be framed", async () => {
    const english = await app.inject("/demo");
    expect(english.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(english.headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
        "frame-src 'self' https://pay.example.com; img-src 'self' data:; base-uri 'none'; form-action 'self'",
    );
    expect(english.body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(english.body).toContain("Polaris mug");
    expect(english.body).toContain("18.00 USD");
    expect(english.body).not.toContain("{{");

    expect((await app.inject("/demo?locale=zh")).body).toContain('<html lang="zh-CN">');
    const headers = { "accept-language": "zh-CN" };
    expect((await app.inject({ url: "/demo", headers })).body).toContain("北极星马克杯");
  });

  test("contain no inline script or style, which the policy would block", async () => {
    const { body } = await app.inject("/demo");
    expect(body).not.toMatch(/<style|style=|<script(?![^>]*src=)| on[a-z]+=/);
  });

  test("name only files that the shop serves", async () => {
    const { body } = await app.inject("/demo");
    const files = [...body.matchAll(/"(\/demo\/assets\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(files.length).toBeGreaterThan(5);
    for (const url of files) expect((await app.inject(url)).statusCode).toBe(200);
    expect((await app.inject("/demo/assets/shop.js")).headers["content-type"]).toMatch(/^text\/javascript/);
    expect((await app.inject("/demo/assets/..%2Fplugin.ts")).statusCode).toBe(404);
    expect((await app.inject("/demo/assets/constructor")).statusCode).toBe(404);
  });
});

describe("an order", () => {
  test("becomes a product, a price and a checkout session of the merchant chosen", async () => {
    const response = await order();
    expect(response.statusCode).toBe(200);
    const { url, client_reference_id } = response.json();
    expect(url).toBe("https://pay.example.com/checkout/sessions_3?token=t");
    expect(client_reference_id).toMatch(/^order_[0-9a-f]{10}$/);

    expect(calls.map(({ path }) => path)).toEqual([
      "/merchant/catalog/products",
      "/merchant/catalog/prices",
      "/public/checkout/sessions",
    ]);
    expect(calls.every(({ headers }) => headers["x-api-key"] === "sk_test_direct")).toBe(true);
    expect(calls[0]?.body).toMatchObject({ name: "北极星马克杯", tax_category: "physical_goods" });
    expect(calls[1]?.body).toEqual({
      product_id: "products_1",
      currency: "USD",
      unit_amount: 1800,
      type: "one_time",
    });
    expect(calls[2]?.body).toEqual({
      mode: "payment",
      presentation: "iframe",
      line_items: [{ price_id: "prices_2", quantity: 1 }],
      success_url: `${SHOP}/demo/thanks?session={CHECKOUT_SESSION_ID}`,
      cancel_url: `${SHOP}/demo`,
      buyer_country: "DE",
      locale: "zh-CN",
      client_reference_id,
    });
  });

  test("uses the product and price that the merchant already has", async () => {
    await order();
    await Promise.all([order(), order()]);
    expect(calls.filter(({ path }) => path.includes("catalog"))).toHaveLength(2);
    await order({ ...ORDER, merchant: "mor" });
    expect(calls.filter(({ path }) => path.includes("catalog"))).toHaveLength(4);
    expect(calls.at(-1)?.headers["x-api-key"]).toBe("sk_test_mor");
  });

  test("of a restarted shop asks for its products under the same idempotency keys, and for a session under a new one", async () => {
    await order();
    const again = Fastify();
    const options = { public_url: SHOP, merchants: MERCHANTS, now: () => NOW_MS };
    await again.register(demoPlugin, { ...options, fetch: fakeStarway as typeof fetch });
    await again.inject({ method: "POST", url: "/demo/checkout", body: ORDER });
    const keys = calls.map(({ headers }) => headers["idempotency-key"]);
    expect(keys.slice(3, 4)).toEqual(keys.slice(0, 1));
    expect(keys[5]).not.toBe(keys[2]);
    await again.close();
  });

  test("that Starway refuses is refused with Starway's words, and can be repeated", async () => {
    refusal = { status: 429, body: JSON.stringify({ success: false, message: "Too many requests" }) };
    const refused = await order();
    expect(refused.statusCode).toBe(502);
    expect(refused.json().error).toEqual({
      code: "starway_refused",
      message: "Starway answered 429: Too many requests",
    });
    refusal = { status: 503, body: "<html>" };
    expect((await order()).json().error.message).toBe("Starway answered 503: no message");
    refusal = undefined;
    expect((await order()).statusCode).toBe(200);
  });

  test("that makes no sense, or that another site's form could send, never reaches Starway", async () => {
    expect((await order({ ...ORDER, product: "yacht" })).json().error.code).toBe("invalid_order");
    const headers = { "content-type": "text/plain" };
    const form = await app.inject({
      method: "POST",
      url: "/demo/checkout",
      headers,
      body: JSON.stringify(ORDER),
    });
    expect(form.statusCode).toBe(400);
    expect((await app.inject({ method: "POST", url: "/demo/checkout" })).statusCode).toBe(400);
    expect(calls).toEqual([]);
  });

  test("is thanked for by its number and in its language, and unknown ones without a number", async () => {
    const { client_reference_id } = (await order()).json();
    const thanks = await app.inject("/demo/thanks?session=sessions_3");
    expect(thanks.body).toContain(`data-reference="${client_reference_id}"`);
    expect(thanks.body).toContain("谢谢惠顾");
    const unknown = await app.inject("/demo/thanks?session=%3Cscript%3E");
    expect(unknown.statusCode).toBe(200);
    expect(unknown.body).toContain("does not remember this one");
    expect(unknown.body).not.toContain("<script>");
  });
});
