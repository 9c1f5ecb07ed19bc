import { beforeAll, expect, test } from "vitest";
import { resolveLines } from "../../src/core/checkout/resolve-lines.ts";
import { parseId } from "../../src/kit/ids.ts";
import { isRefusal } from "../../src/kit/result.ts";
import { useTestServer } from "../support/server.ts";
import { makePrice, makeProduct, SESSION_FIELDS } from "../support/shop.ts";
import { fingerprintTables } from "../support/tables.ts";

const server = useTestServer();

type MerchantName = "direct" | "mor";

/** The things of one merchant that lines name; `good` is what every other line of an order is. */
interface Stock {
  readonly good: string;
  readonly euros: string;
  readonly monthly: string;
  readonly archived: string;
  readonly priceless: string;
  readonly sold: string;
  readonly dear: string;
}

const stock = {} as Record<MerchantName, Stock>;

beforeAll(async () => {
  for (const name of ["direct", "mor"] as const) {
    const merchant = server[name];
    const sold = await makeProduct(merchant);
    stock[name] = {
      sold,
      good: await makePrice(merchant, { product_id: sold }),
      euros: await makePrice(merchant, { currency: "EUR" }),
      monthly: await makePrice(merchant, { type: "recurring", recurring_interval: "month" }),
      archived: await makePrice(merchant, { active: false }),
      priceless: await makeProduct(merchant),
      dear: await makePrice(merchant, { unit_amount: 99_999_999 }),
    };
  }
});

function order(name: MerchantName, line_items: unknown) {
  return server[name].faststar.post("/public/checkout/sessions", { ...SESSION_FIELDS, line_items });
}

interface Case {
  readonly story: string;
  readonly merchant?: MerchantName;
  readonly line: (stock: Stock) => object;
  readonly code: string;
  /** What of the line is blamed. */
  readonly field: string;
  readonly message: RegExp;
  readonly status?: number;
}

const AD_HOC = { ad_hoc_amount: 2500, ad_hoc_currency: "USD" };

const CASES: readonly Case[] = [
  {
    story: "a line in another currency than the first",
    line: ({ euros }) => ({ price_id: euros }),
    code: "parameter_invalid",
    field: "",
    message: /^line_items\[1\] is in EUR, but line_items\[0\] is in USD/,
  },
  {
    story: "an ad hoc amount in another currency than the first line",
    line: () => ({ ...AD_HOC, ad_hoc_currency: "jpy" }),
    code: "parameter_invalid",
    field: "",
    message: /JPY.*USD/,
  },
  {
    story: "a recurring price in a single payment",
    line: ({ monthly }) => ({ price_id: monthly }),
    code: "parameter_invalid",
    field: ".price_id",
    message: /names a recurring price; mode payment takes one_time prices/,
  },
  {
    story: "an ad hoc amount of a Merchant of Record",
    merchant: "mor",
    line: () => AD_HOC,
    code: "catalog_reference_required",
    field: ".ad_hoc_amount",
    message: /direct merchants only/,
  },
  {
    story: "an ad hoc amount of a Merchant of Record beside a price",
    merchant: "mor",
    line: ({ good }) => ({ price_id: good, ...AD_HOC }),
    code: "catalog_reference_required",
    field: ".ad_hoc_amount",
    message: /direct merchants only/,
  },
  {
    story: "a line of a Merchant of Record that names nothing",
    merchant: "mor",
    line: () => ({ description: "something" }),
    code: "catalog_reference_required",
    field: ".price_id",
    message: /must reference a price_id or product_id/,
  },
  {
    story: "a line of a direct merchant that names nothing",
    line: () => ({ quantity: 1 }),
    code: "parameter_missing",
    field: "",
    message: /must have a price_id, a product_id or an ad_hoc_amount/,
  },
  {
    story: "a line with a price and a product",
    line: ({ good, sold }) => ({ price_id: good, product_id: sold }),
    code: "parameter_invalid",
    field: "",
    message: /names a price_id and a product_id/,
  },
  {
    story: "a line with a price and an ad hoc amount",
    line: ({ good }) => ({ price_id: good, ...AD_HOC }),
    code: "parameter_invalid",
    field: "",
    message: /names a price of your catalog and an ad hoc amount/,
  },
  {
    story: "a line with a product and an ad hoc currency",
    line: ({ sold }) => ({ product_id: sold, ad_hoc_currency: "USD" }),
    code: "parameter_invalid",
    field: "",
    message: /names a price of your catalog and an ad hoc amount/,
  },
  {
    story: "an ad hoc amount without its currency",
    line: () => ({ ad_hoc_amount: 2500 }),
    code: "parameter_missing",
    field: ".ad_hoc_currency",
    message: /ad_hoc_amount without ad_hoc_currency/,
  },
  {
    story: "an ad hoc currency without an amount",
    line: () => ({ ad_hoc_currency: "USD" }),
    code: "parameter_missing",
    field: ".ad_hoc_amount",
    message: /ad_hoc_currency without ad_hoc_amount/,
  },
  {
    story: "an ad hoc amount in a currency that nobody is charged in",
    line: () => ({ ...AD_HOC, ad_hoc_currency: "XAU" }),
    code: "currency_unsupported",
    field: ".ad_hoc_currency",
    message: /XAU.*ISO 4217/,
  },
  {
    story: "a price that does not exist",
    line: () => ({ price_id: "price_0000000000000000000000" }),
    code: "resource_missing",
    field: ".price_id",
    message: /price_id names nothing in your catalog/,
    status: 404,
  },
  {
    story: "a product that does not exist",
    line: () => ({ product_id: "prod_0000000000000000000000" }),
    code: "resource_missing",
    field: ".product_id",
    message: /product_id names nothing in your catalog/,
    status: 404,
  },
  {
    story: "a text that is no id of a price",
    line: ({ sold }) => ({ price_id: sold }),
    code: "resource_missing",
    field: ".price_id",
    message: /No such price: prod_/,
    status: 404,
  },
  {
    story: "an archived price",
    line: ({ archived }) => ({ price_id: archived }),
    code: "parameter_invalid",
    field: ".price_id",
    message: /names a price that is archived/,
  },
  {
    story: "a product without a default price",
    line: ({ priceless }) => ({ product_id: priceless }),
    code: "parameter_invalid",
    field: ".product_id",
    message: /without a default price/,
  },
  ...[0, -1, 1.5, 10 ** 9, "2"].map((quantity) => ({
    story: `a quantity of ${JSON.stringify(quantity)}`,
    line: ({ good }: Stock) => ({ price_id: good, quantity }),
    code: "parameter_invalid_integer",
    field: ".quantity",
    message: /^Invalid line_items\[1\]\.quantity: it must be /,
  })),
  {
    story: "more of a thing than can be charged",
    line: ({ dear }) => ({ price_id: dear, quantity: 2 }),
    code: "amount_too_large",
    field: ".quantity",
    message: /quantity times price is more than can be charged/,
  },
  {
    story: "an ad hoc amount of nothing",
    line: () => ({ ...AD_HOC, ad_hoc_amount: 0 }),
    code: "parameter_invalid_integer",
    field: ".ad_hoc_amount",
    message: /must be >= 1/,
  },
];

test.each(CASES)("$story is refused by name of the line, and no session is made", async (refused) => {
  const { merchant = "direct", line, code, field, message, status = 400 } = refused;
  const things = stock[merchant];
  const before = await fingerprintTables(server.db);
  const answer = await order(merchant, [{ price_id: things.good, quantity: 1 }, line(things)]);
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    success: false,
    message: expect.stringMatching(message),
    error: { code, param: `line_items[1]${field}`, request_id: answer.headers.get("request-id") },
  });
  expect(await fingerprintTables(server.db)).toEqual(before);
});

test("an order has at least one line and at most a hundred", async () => {
  const line = { price_id: stock.mor.good, quantity: 1 };
  expect((await order("mor", Array(100).fill(line))).status).toBe(200);
  for (const line_items of [[], Array(101).fill(line)]) {
    const { status, body } = await order("mor", line_items);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "parameter_invalid", param: "line_items" });
  }
});

test("a total above what can be charged is refused, even when every line is below", async () => {
  const { status, body } = await order("direct", [
    { price_id: stock.direct.dear },
    { price_id: stock.direct.good },
  ]);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: "amount_too_large", param: "line_items" });
  // The tax counts, too.
  const taxed = await server.mor.faststar.post("/public/checkout/sessions", {
    ...SESSION_FIELDS,
    line_items: [{ price_id: stock.mor.dear }],
    buyer_country: "US",
  });
  expect(taxed.body.error).toMatchObject({ code: "amount_too_large", param: "line_items" });
});

test("a line may name its currency in small letters, and a product whose default price is archived is not sold", async () => {
  const small = await order("direct", [
    { price_id: stock.direct.good },
    { ...AD_HOC, ad_hoc_currency: "usd" },
  ]);
  expect(small.body.data.session).toMatchObject({ currency: "USD", amount_subtotal: 3499 });
  const product_id = await makeProduct(server.mor);
  const price_id = await makePrice(server.mor, { product_id });
  await server.mor.faststar.delete(`/merchant/catalog/prices/${price_id}`);
  expect((await order("mor", [{ product_id }])).body.message).toMatch(/default price is archived/);
});

test("a subscription takes recurring prices of the catalog only", async () => {
  const resolve = (line: object) =>
    resolveLines(server.db, server.direct.scope, { merchant_mode: "direct", mode: "subscription" }, [
      {
        price_id: null,
        product_id: null,
        quantity: 1,
        ad_hoc_amount: null,
        ad_hoc_currency: null,
        description: null,
        ...line,
      },
    ]);
  const { good, monthly } = stock.direct;
  const resolved = await resolve({ price_id: parseId("price", monthly) });
  expect(isRefusal(resolved) ? resolved.message : resolved.currency).toBe("USD");
  expect(await resolve({ price_id: parseId("price", good) })).toMatchObject({
    refused: "parameter_invalid",
    message: "line_items[0].price_id names a one_time price; mode subscription takes recurring prices.",
    param: "line_items[0].price_id",
  });
  expect(await resolve(AD_HOC)).toMatchObject({
    refused: "parameter_invalid",
    message: expect.stringMatching(/^line_items\[0\] has an ad hoc amount; mode subscription/),
    param: "line_items[0].ad_hoc_amount",
  });
});

test("the buyer reads the product's description, unless the line has its own, and sees its first picture", async () => {
  const images = ["https://cdn.yoursite.com/mug.png", "https://other.yoursite.com/back.png"];
  const product_id = await makeProduct(server.mor, { name: "Mug", description: "Steel, 350 ml.", images });
  const price_id = await makePrice(server.mor, { product_id });
  const { body } = await order("mor", [{ price_id }, { product_id, description: "For the office" }]);
  const [plain, own] = body.data.session.line_items;
  expect(plain).toMatchObject({ name: "Mug", description: "Steel, 350 ml.", image: images[0] });
  expect(own).toMatchObject({ name: "Mug", description: "For the office" });

  const page = await fetch(body.data.url);
  const html = await page.text();
  expect(html).toContain("Steel, 350 ml.");
  expect(html).toContain(`<img src="${images[0]}"`);
  // The page may load pictures from the servers of this order, and from no others.
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/(^|; )img-src 'self' data: https:\/\/cdn\.yoursite\.com(;|$)/);
});

test("a picture whose address would bend the page's policy is left out", async () => {
  const images = ["https://cdn.yoursite.com;script-src/mug.png"];
  const product_id = await makeProduct(server.mor, { images });
  const price_id = await makePrice(server.mor, { product_id });
  const { body } = await order("mor", [{ price_id }]);
  const page = await fetch(body.data.url);
  expect(page.headers.get("content-security-policy")).toContain("img-src 'self' data:;");
  expect(await page.text()).not.toContain("<img");
});
