import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { makePrice, makeProduct, SESSION_FIELDS } from "../support/shop.ts";

const server = useTestServer();

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

test("a product keeps every documented field", async () => {
  const fields = {
    name: "Pocket star guide",
    description: "Two hundred constellations, 口袋大小。",
    tax_category: "physical_goods",
    images: ["https://yoursite.com/guide.png"],
    metadata: { shelf: "A-12" },
  };
  const { status, body } = await server.mor.faststar.post("/merchant/catalog/products", fields);
  expect(status).toBe(200);
  expect(body).toEqual({
    success: true,
    message: expect.any(String),
    data: {
      ...fields,
      id: expect.stringMatching(/^prod_/),
      active: true,
      default_price_id: null,
      created_at: expect.stringMatching(INSTANT),
    },
  });
  const listed = await server.mor.faststar.get("/merchant/catalog/products?limit=1");
  expect(listed.body.data.items).toEqual([body.data]);
});

test("a product needs a name and nothing else", async () => {
  const { faststar } = server.mor;
  expect((await faststar.post("/merchant/catalog/products", { name: "Mug" })).status).toBe(200);
  const refused = await faststar.post("/merchant/catalog/products", { description: "no name" });
  expect(refused.status).toBe(400);
  expect(refused.body).toEqual({
    success: false,
    message: expect.stringContaining("name"),
    error: { code: "parameter_missing", param: "name", request_id: refused.headers.get("request-id") },
  });
});

test("the documented price request makes a monthly price", async () => {
  const product_id = await makeProduct(server.mor);
  const { status, body } = await server.mor.faststar.post("/merchant/catalog/prices", {
    product_id,
    currency: "USD",
    unit_amount: 1900,
    type: "recurring",
    recurring_interval: "month",
  });
  expect(status).toBe(200);
  expect(body.success).toBe(true);
  expect(body.data).toEqual({
    id: expect.stringMatching(/^price_/),
    product_id,
    currency: "USD",
    unit_amount: 1900,
    type: "recurring",
    recurring_interval: "month",
    recurring_interval_count: 1,
    trial_period_days: null,
    metadata: {},
    active: true,
    created_at: expect.stringMatching(INSTANT),
  });
});

test("a recurring price takes a count and a trial, and needs its interval", async () => {
  const product_id = await makeProduct(server.mor);
  const price = { product_id, currency: "USD", unit_amount: 1900, type: "recurring" };
  const made = await server.mor.faststar.post("/merchant/catalog/prices", {
    ...price,
    recurring_interval: "week",
    recurring_interval_count: 2,
    trial_period_days: 14,
  });
  expect(made.body.data).toMatchObject({ recurring_interval_count: 2, trial_period_days: 14 });
  const refused = await server.mor.faststar.post("/merchant/catalog/prices", price);
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code: "parameter_missing", param: "recurring_interval" });
});

test.each([
  { fields: { currency: undefined }, code: "parameter_missing", param: "currency" },
  { fields: { unit_amount: undefined }, code: "parameter_missing", param: "unit_amount" },
  { fields: { product_id: undefined }, code: "parameter_missing", param: "product_id" },
  { fields: { currency: "XXX" }, code: "currency_unsupported", param: "currency" },
  { fields: { unit_amount: 100_000_000 }, code: "amount_too_large", param: "unit_amount" },
  { fields: { recurring_interval: "month" }, code: "parameter_invalid", param: "type" },
  { fields: { type: "sometimes" }, code: "parameter_invalid", param: "type" },
])("a price with $fields is refused as $code", async ({ fields, code, param }) => {
  const price = { product_id: await makeProduct(server.mor), currency: "USD", unit_amount: 999 };
  const { status, body } = await server.mor.faststar.post("/merchant/catalog/prices", {
    ...price,
    ...fields,
  });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code, param });
});

test("a product is sold at its first price, until another is made its default", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor);
  const first = await makePrice(server.mor, { product_id, unit_amount: 1000 });
  await makePrice(server.mor, { product_id, unit_amount: 2000 });
  expect(await soldAt(product_id)).toBe(1000);
  await makePrice(server.mor, { product_id, unit_amount: 3000, default: true });
  expect(await soldAt(product_id)).toBe(3000);

  const prices = await faststar.get(`/merchant/catalog/prices?product_id=${product_id}`);
  expect(prices.body.data.items).toMatchObject([{ unit_amount: 3000 }, { unit_amount: 2000 }, { id: first }]);
});

async function soldAt(product_id: string): Promise<number> {
  const body = { ...SESSION_FIELDS, line_items: [{ product_id, quantity: 1 }] };
  return (await server.mor.faststar.post("/public/checkout/sessions", body)).body.data.session
    .amount_subtotal;
}

test("a long list comes in pages, newest first, and every item once", async () => {
  const { faststar } = server.direct;
  const made: string[] = [];
  for (let count = 0; count < 7; count++)
    made.unshift(await makeProduct(server.direct, { name: `${count}` }));
  const seen: string[] = [];
  let query = "?limit=3";
  for (let page = 0; page < 3; page++) {
    const { data } = (await faststar.get(`/merchant/catalog/products${query}`)).body;
    seen.push(...data.items.map(({ id }) => id));
    expect(data.has_more).toBe(page < 2);
    expect(data.next_cursor === null).toBe(page === 2);
    query = `?limit=3&cursor=${data.next_cursor}`;
  }
  expect(seen).toEqual(made);
});
