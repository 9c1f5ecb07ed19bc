import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePrice, makeProduct, makeSession, payAtCashier, SESSION_FIELDS } from "../support/shop.ts";

const server = useTestServer();

const productPath = (id: string) => `/merchant/catalog/products/${id}`;
const pricePath = (id: string) => `/merchant/catalog/prices/${id}`;

const read = async (path: string) => (await server.mor.faststar.get(path)).body.data as unknown;

test("a product and a price can be read by their ids", async () => {
  const { faststar } = server.mor;
  const product = await faststar.post("/merchant/catalog/products", { name: "Mug" });
  expect(await faststar.get(productPath(product.body.data.id))).toMatchObject({
    status: 200,
    body: { success: true, message: "Product", data: product.body.data },
  });
  const fields = { product_id: product.body.data.id, currency: "EUR", unit_amount: 500, nickname: "Sale" };
  const price = await faststar.post("/merchant/catalog/prices", fields);
  expect(price.body.data).toMatchObject({ nickname: "Sale", default: true });
  expect(await read(pricePath(price.body.data.id))).toEqual(price.body.data);
});

test("a change touches what is sent and nothing else; null empties a field", async () => {
  const { faststar } = server.mor;
  const fields = {
    name: "Mug",
    description: "Steel",
    tax_category: "physical_goods",
    images: ["https://yoursite.com/mug.png"],
  };
  const id = await makeProduct(server.mor, fields);
  const before = await read(productPath(id));
  expect((await faststar.patch(productPath(id), {})).body.data).toEqual(before);
  const renamed = await faststar.patch(productPath(id), { name: "Cup" });
  expect(renamed).toMatchObject({ status: 200, body: { message: "Product updated successfully" } });
  expect(renamed.body.data).toEqual({ ...(before as object), name: "Cup" });
  await faststar.patch(productPath(id), { description: null, tax_category: null, images: null });
  expect(await read(productPath(id))).toMatchObject({
    name: "Cup",
    description: null,
    tax_category: null,
    images: [],
  });
});

test("metadata is merged: null or an empty text removes a pair, and null in its place removes all", async () => {
  const { faststar } = server.mor;
  for (const path of [productPath(await makeProduct(server.mor)), pricePath(await makePrice(server.mor))]) {
    await faststar.patch(path, { metadata: { a: "1", b: "2", c: "3" } });
    await faststar.patch(path, { metadata: { a: null, b: "", d: "4", never_there: null } });
    expect(await read(path)).toMatchObject({ metadata: { c: "3", d: "4" } });
    await faststar.patch(path, { metadata: null });
    expect(await read(path)).toHaveProperty("metadata", {});
  }
});

test("metadata stays within fifty pairs, whichever change adds the one too many", async () => {
  const { faststar } = server.mor;
  const path = productPath(await makeProduct(server.mor));
  const pairs = (from: number, to: number) =>
    Object.fromEntries(Array.from({ length: to - from }, (_, index) => [`key_${from + index}`, "value"]));
  expect((await faststar.patch(path, { metadata: pairs(0, 50) })).status).toBe(200);
  const refused = await faststar.patch(path, { metadata: pairs(50, 51) });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ code: "parameter_invalid", param: "metadata" });
  const removed = Object.fromEntries(Object.keys(pairs(0, 50)).map((key) => [key, null]));
  const swapped = await faststar.patch(path, { metadata: { ...removed, ...pairs(50, 100) } });
  expect(swapped.status).toBe(200);
  expect(await read(path)).toHaveProperty("metadata", pairs(50, 100));
});

test.each([
  ["product_id", "prod_0000000000000000000000"],
  ["currency", "EUR"],
  ["unit_amount", 1],
  ["unit_amount", 999],
  ["type", "recurring"],
  ["recurring_interval", "year"],
  ["recurring_interval_count", 2],
  ["trial_period_days", 7],
])("what was agreed about a price stays: %s cannot become %j", async (param, value) => {
  const path = pricePath(await makePrice(server.mor));
  const before = await read(path);
  const { status, body } = await server.mor.faststar.patch(path, { nickname: "New", [param]: value });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    message: expect.stringContaining("Create a new price instead"),
    error: { code: "parameter_invalid", param },
  });
  expect(await read(path)).toEqual(before);
});

test("a misspelt field of a change is refused, because it would change nothing", async () => {
  const { faststar } = server.mor;
  const product = await faststar.patch(productPath(await makeProduct(server.mor)), { nmae: "Cup" });
  const price = await faststar.patch(pricePath(await makePrice(server.mor)), { nikname: "Sale" });
  expect([product.status, price.status]).toEqual([400, 400]);
  expect(product.body.error).toMatchObject({ code: "parameter_unknown", param: "nmae" });
  expect(price.body.error).toMatchObject({ code: "parameter_unknown", param: "nikname" });
});

test("the default price can be chosen from either side, and be given up", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor);
  const [first, second] = [
    await makePrice(server.mor, { product_id }),
    await makePrice(server.mor, { product_id }),
  ];
  const isDefault = async (id: string) => ((await read(pricePath(id))) as { default: boolean }).default;
  expect([await isDefault(first), await isDefault(second)]).toEqual([true, false]);

  const chosen = await faststar.patch(pricePath(second), { default: true });
  expect(chosen.body.data).toMatchObject({ id: second, default: true });
  expect([await isDefault(first), await isDefault(second)]).toEqual([false, true]);
  expect(await read(productPath(product_id))).toMatchObject({ default_price_id: second });

  await faststar.patch(productPath(product_id), { default_price_id: first });
  expect([await isDefault(first), await isDefault(second)]).toEqual([true, false]);
  // Giving up what it does not have changes nothing.
  await faststar.patch(pricePath(second), { default: false });
  expect(await read(productPath(product_id))).toMatchObject({ default_price_id: first });
  await faststar.patch(pricePath(first), { default: false });
  expect(await read(productPath(product_id))).toMatchObject({ default_price_id: null });
});

test("only an active price of the same product can be its default", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor);
  const archived = await makePrice(server.mor, { product_id, active: false });
  const foreign = await makePrice(server.mor);
  const choose = (default_price_id: unknown) => faststar.patch(productPath(product_id), { default_price_id });
  expect(await choose(archived)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("archived"), error: { param: "default_price_id" } },
  });
  expect(await choose(foreign)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("another product") },
  });
  expect((await choose("price_0000000000000000000000")).status).toBe(404);
  expect(await faststar.patch(pricePath(archived), { default: true })).toMatchObject({
    status: 400,
    body: { error: { param: "default" } },
  });
  const revived = await faststar.patch(pricePath(archived), { active: true, default: true });
  expect(revived.body.data).toMatchObject({ active: true, default: true });
});

test("deleting archives: what is archived stays, can be archived again, and can be brought back", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor);
  const price_id = await makePrice(server.mor, { product_id });
  for (const [path, name] of [
    [productPath(product_id), "Product"],
    [pricePath(price_id), "Price"],
  ] as const) {
    for (let time = 0; time < 2; time++) {
      const archived = await faststar.delete(path);
      expect(archived).toMatchObject({ status: 200, body: { message: `${name} archived` } });
      expect(archived.body.data).toMatchObject({ active: false });
    }
    expect(await read(path)).toMatchObject({ active: false });
    await faststar.patch(path, { active: true });
    expect(await read(path)).toMatchObject({ active: true });
  }
});

test("what is archived cannot be bought, and the refusal names the line", async () => {
  const { faststar } = server.mor;
  const fresh = await makePrice(server.mor);
  const buy = (line: object) => {
    const line_items = [{ price_id: fresh }, line];
    return faststar.post("/public/checkout/sessions", { ...SESSION_FIELDS, line_items });
  };
  const product_id = await makeProduct(server.mor);
  const price_id = await makePrice(server.mor, { product_id });

  await faststar.delete(pricePath(price_id));
  expect(await buy({ price_id })).toMatchObject({
    status: 400,
    body: {
      message: "line_items[1].price_id names a price that is archived.",
      error: { code: "parameter_invalid", param: "line_items[1].price_id" },
    },
  });
  expect((await buy({ product_id })).body).toMatchObject({
    message: "line_items[1].product_id names a product whose default price is archived.",
    error: { param: "line_items[1].product_id" },
  });

  await faststar.patch(pricePath(price_id), { active: true });
  await faststar.delete(productPath(product_id));
  expect((await buy({ price_id })).body.message).toBe(
    "line_items[1].price_id names a product that is archived.",
  );
  expect((await buy({ product_id })).body.message).toMatch(
    "line_items[1].product_id names a product that is",
  );

  await faststar.patch(productPath(product_id), { active: true });
  expect((await buy({ product_id })).status).toBe(200);
});

test("who has it in an open session already can still pay it, at the price and by the name that were shown", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor, { name: "Mug" });
  const price_id = await makePrice(server.mor, { product_id });
  const open = await makeSession(server.mor, { line_items: [{ price_id, quantity: 1 }] });
  await faststar.patch(productPath(product_id), { name: "Cup" });
  await faststar.delete(pricePath(price_id));
  await faststar.delete(productPath(product_id));
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.body).toMatchObject({ status: "complete", payment_status: "paid", amount_total: 1079 });
  expect(paid.body).toHaveProperty("lines.0.name", "Mug");
});

test("changes that are made at once do not undo each other", async () => {
  const { faststar } = server.mor;
  const product_id = await makeProduct(server.mor);
  const prices = [await makePrice(server.mor, { product_id }), await makePrice(server.mor, { product_id })];
  const pairs = Array.from({ length: 12 }, (_, index) => ({ [`key_${index}`]: "value" }));
  const answers = await Promise.all([
    ...pairs.map((metadata) => faststar.patch(productPath(product_id), { metadata })),
    faststar.patch(productPath(product_id), { description: "Steel" }),
    faststar.patch(productPath(product_id), { tax_category: "games" }),
    faststar.delete(productPath(product_id)),
    ...prices.map((id) => faststar.patch(pricePath(id), { default: true })),
    ...prices.map((id) => faststar.patch(pricePath(id), { nickname: "Sale" })),
    ...pairs.map((metadata) => faststar.patch(pricePath(prices[0] ?? ""), { metadata })),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const metadata = Object.assign({}, ...pairs);
  const product = (await read(productPath(product_id))) as { default_price_id: string };
  expect(product).toMatchObject({
    metadata,
    description: "Steel",
    tax_category: "games",
    active: false,
    default_price_id: expect.toBeOneOf(prices),
  });
  for (const id of prices) {
    expect(await read(pricePath(id))).toMatchObject({
      nickname: "Sale",
      default: id === product.default_price_id,
    });
  }
  expect(await read(pricePath(prices[0] ?? ""))).toMatchObject({ metadata });
});

test("a price that is repeated with its key is made once, and reading it later shows what has become of it", async () => {
  const { faststar } = server.mor;
  const body = { product_id: await makeProduct(server.mor), currency: "USD", unit_amount: 999 };
  const headers = { "idempotency-key": "price_of_the_mug" };
  const first = await faststar.post("/merchant/catalog/prices", body, headers);
  await faststar.delete(pricePath(first.body.data.id));
  const again = await faststar.post("/merchant/catalog/prices", body, headers);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const listed = await faststar.get(`/merchant/catalog/prices?product_id=${body.product_id}`);
  expect(listed.body.data.items).toMatchObject([{ id: first.body.data.id, active: false }]);
});

test("an Idempotency-Key on a change is not needed and does not keep its answer", async () => {
  const { faststar } = server.mor;
  const path = productPath(await makeProduct(server.mor));
  const headers = { "idempotency-key": "change_of_the_mug" };
  await faststar.patch(path, { name: "First" }, headers);
  const second = await faststar.patch(path, { name: "Second" }, headers);
  expect(second).toMatchObject({ status: 200, body: { data: { name: "Second" } } });
});
