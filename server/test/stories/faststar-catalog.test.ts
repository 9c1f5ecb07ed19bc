import { expect, test } from "vitest";
import { TAX_CATEGORIES } from "../../src/core/tax/categories.ts";
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
    nickname: null,
    currency: "USD",
    unit_amount: 1900,
    type: "recurring",
    recurring_interval: "month",
    recurring_interval_count: 1,
    trial_period_days: null,
    metadata: {},
    active: true,
    default: true,
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
  { fields: { active: false, default: true }, code: "parameter_invalid", param: "default" },
  { fields: { nickname: "n".repeat(251) }, code: "parameter_invalid", param: "nickname" },
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

test("a product's category is one that the tax knows, and its pictures lie on https servers, eight at most", async () => {
  const { faststar } = server.mor;
  const make = (fields: object) => faststar.post("/merchant/catalog/products", { name: "Mug", ...fields });
  const picture = "https://yoursite.com/mug.png";
  for (const { code } of TAX_CATEGORIES) expect((await make({ tax_category: code })).status).toBe(200);
  const refused = await make({ tax_category: "digital_books" });
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({
    message: expect.stringMatching(/e_books.*physical_goods/),
    error: { code: "parameter_invalid", param: "tax_category" },
  });
  expect((await make({ images: Array(8).fill(picture) })).status).toBe(200);
  expect((await make({ images: Array(9).fill(picture) })).body.error?.param).toBe("images");
  const unsafe = await make({ images: [picture, "http://yoursite.com/mug.png"] });
  expect(unsafe.body).toMatchObject({
    message: "Invalid images[1]: it must be an https URL without a user name.",
    error: { param: "images[1]" },
  });
});

test("a product has no default price before it has prices, and an archived first price does not become it", async () => {
  const { faststar } = server.mor;
  const named = await faststar.post("/merchant/catalog/products", {
    name: "Mug",
    default_price_id: await makePrice(server.mor),
  });
  expect(named.body.error?.param).toBe("default_price_id");
  const product_id = await makeProduct(server.mor);
  await makePrice(server.mor, { product_id, active: false });
  const read = () => faststar.get(`/merchant/catalog/products/${product_id}`);
  expect((await read()).body.data).toMatchObject({ default_price_id: null });
  const second = await makePrice(server.mor, { product_id });
  expect((await read()).body.data).toMatchObject({ default_price_id: second });
});

test("lists can be narrowed down", async () => {
  const { faststar } = server.direct;
  const product_id = await makeProduct(server.direct, { name: "Chart" });
  const archived = await makeProduct(server.direct, { name: "Old chart", active: false });
  const once = await makePrice(server.direct, { product_id });
  const monthly = { product_id, type: "recurring", recurring_interval: "month" };
  const dollars = await makePrice(server.direct, monthly);
  const euros = await makePrice(server.direct, { ...monthly, currency: "EUR" });
  const old = await makePrice(server.direct, { product_id, active: false });

  const ids = async (path: string) =>
    (await faststar.get(`/merchant/catalog/${path}`)).body.data.items.map(({ id }) => id);
  expect(await ids("products?active=true")).toContain(product_id);
  expect(await ids("products?active=true")).not.toContain(archived);
  expect(await ids("products?active=false")).toEqual([archived]);
  const of_product = `prices?product_id=${product_id}`;
  expect(await ids(of_product)).toEqual([old, euros, dollars, once]);
  expect(await ids(`${of_product}&active=true`)).toEqual([euros, dollars, once]);
  expect(await ids(`${of_product}&active=false`)).toEqual([old]);
  expect(await ids(`${of_product}&type=recurring`)).toEqual([euros, dollars]);
  expect(await ids(`${of_product}&currency=usd&active=true`)).toEqual([dollars, once]);
  expect(await ids(`${of_product}&type=recurring&currency=EUR&limit=1`)).toEqual([euros]);
  expect(await ids(`prices?product_id=${archived}`)).toEqual([]);
});

test.each([
  ["products?active=yes", "parameter_invalid", "active"],
  ["products?archived=true", "parameter_unknown", "archived"],
  ["prices?type=weekly", "parameter_invalid", "type"],
  ["prices?currency=XXX", "currency_unsupported", "currency"],
  ["prices?currency=dollars", "parameter_invalid", "currency"],
  ["prices?active=true&active=false", "parameter_invalid", "active"],
  ["prices?produt_id=prod_1", "parameter_unknown", "produt_id"],
])("the list %s is refused: nobody is shown what they did not ask for", async (path, code, param) => {
  const { status, body } = await server.direct.faststar.get(`/merchant/catalog/${path}`);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code, param });
});

test("a long list comes in pages, newest first, and every item once", async () => {
  const { faststar } = server.direct;
  const made: string[] = [];
  const before = (await faststar.get("/merchant/catalog/products?limit=100")).body.data.items;
  for (let count = 0; count < 7 - before.length; count++)
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
  expect(seen).toEqual([...made, ...before.map(({ id }) => id)]);
});
