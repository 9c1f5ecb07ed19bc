import { beforeAll, describe, expect, test } from "vitest";
import { curl } from "../support/curl.ts";
import { type FaststarBody, send } from "../support/http.ts";
import { bodyOf } from "../support/receiver.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierState,
  makePrice,
  makeProduct,
  makeSession,
  payAtCashier,
  SESSION_FIELDS,
} from "../support/shop.ts";
import { untilQuiet } from "../support/tables.ts";
import { addEndpoint, arrivals, useFreshReceiver } from "../support/webhook-log.ts";

/** The guide to checkout sessions that FastStar publishes for merchants, row by row, with its own requests. */

const server = useTestServer();
const receiver = useFreshReceiver();

let product_id: string;
let price_id: string;

beforeAll(async () => {
  product_id = await makeProduct(server.mor);
  price_id = await makePrice(server.mor, { product_id });
});

/** The page on which the guide was published hides addresses so, with a space that may be one that does not break. */
const MASKED = ["[email protected]", "[email\u00a0protected]"];

const DAY_MS = 24 * 60 * 60 * 1000;

const publishedRequest = (customer_email: string) => `curl $API/public/checkout/sessions \\
  -H "X-API-Key: $KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "mode": "payment",
    "presentation": "iframe",
    "line_items": [
      { "price_id": "${price_id}", "quantity": 1 }
    ],
    "customer_email": "${customer_email}",
    "success_url": "https://yoursite.com/success",
    "cancel_url": "https://yoursite.com/cancel",
    "buyer_country": "US",
    "client_reference_id": "order_10042"
  }'`;

test.each(["buyer@yoursite.com", ...MASKED])(
  "the published curl, with the address %j, gets the published answer",
  async (customer_email) => {
    const { status, body } = await curl(server, server.mor, publishedRequest(customer_email));
    expect(status).toBe(200);
    const { id, session_token, expires_at } = body.data.session;
    expect(body).toEqual({
      success: true,
      message: "Checkout session created successfully",
      data: {
        session: expect.objectContaining({
          id: expect.stringMatching(/^cs_[0-9A-Za-z]{22}$/),
          status: "open",
          amount_subtotal: 999,
          amount_tax: 80,
          amount_total: 1079,
          currency: "USD",
          session_token: expect.stringMatching(/^[\w.-]{20,}$/),
          expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          customer_email: MASKED.includes(customer_email) ? null : customer_email,
          client_reference_id: "order_10042",
          payment_status: "unpaid",
        }),
        url: `${server.url}/checkout/${id}?token=${session_token}`,
        session_token,
      },
    });
    const life_ms = Date.parse(expires_at) - server.clock.now().getTime();
    expect(Math.abs(life_ms - DAY_MS)).toBeLessThan(60_000);
    const read = await server.mor.faststar.get(`/public/checkout/sessions/${id}`);
    expect(read.body.data).toEqual(body.data);
  },
);

type SessionFields = Readonly<Record<string, unknown>>;

async function createSession({ faststar }: TestMerchant, fields: object) {
  const line_items = [{ price_id, quantity: 1 }];
  const answer = await faststar.post("/public/checkout/sessions", {
    ...SESSION_FIELDS,
    line_items,
    ...fields,
  });
  const session = (answer.body.data?.session ?? {}) as unknown as SessionFields;
  return { ...answer, session, line: (session.line_items as SessionFields[] | undefined)?.[0] };
}

describe("modes", () => {
  test("payment takes a price that is charged once", async () => {
    const { status, session } = await createSession(server.mor, { mode: "payment" });
    expect(status).toBe(200);
    expect(session).toMatchObject({ mode: "payment", amount_subtotal: 999 });
  });

  test("payment takes an amount of a direct merchant's own", async () => {
    const line_items = [{ ad_hoc_amount: 2500, ad_hoc_currency: "USD", quantity: 1 }];
    const { status, session } = await createSession(server.direct, { mode: "payment", line_items });
    expect(status).toBe(200);
    expect(session).toMatchObject({ mode: "payment", amount_total: 2500, currency: "USD" });
  });

  test("any other mode is refused by its name", async () => {
    const { status, body } = await createSession(server.mor, { mode: "donation" });
    expect(status).toBe(400);
    expect(body.error?.param).toBe("mode");
  });
});

describe("presentations", () => {
  /** Who may show the page in a frame. */
  async function framers(url: string): Promise<string | undefined> {
    const page = await send(url);
    expect(page.status).toBe(200);
    return /frame-ancestors ([^;]*)/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
  }

  test("iframe: the cashier opens over the merchant's own page", async () => {
    const { session, body } = await createSession(server.mor, { presentation: "iframe" });
    expect(session.presentation).toBe("iframe");
    expect(await framers(body.data.url)).toBe("https: http:");
  });

  test("link: the cashier is a page to go to, is in no frame, and is paid there", async () => {
    const open = await makeSession(server.mor, { presentation: "link" });
    expect(open.session).toMatchObject({ presentation: "link" });
    expect(await framers(open.url)).toBe("'none'");
    expect((await payAtCashier(server, open, CARDS.good)).body).toMatchObject({ payment_status: "paid" });
  });

  test("any other presentation is refused by its name", async () => {
    const { status, body } = await createSession(server.mor, { presentation: "popup" });
    expect(status).toBe(400);
    expect(body.error?.param).toBe("presentation");
  });
});

describe("line items", () => {
  test("price_id names a price of the catalog", async () => {
    const { line } = await createSession(server.mor, { line_items: [{ price_id, quantity: 1 }] });
    expect(line).toMatchObject({ price_id, product_id, unit_amount: 999, quantity: 1, amount: 999 });
  });

  test("product_id names a product, which is sold at its default price", async () => {
    const { line } = await createSession(server.mor, { line_items: [{ product_id, quantity: 1 }] });
    expect(line).toMatchObject({ price_id, product_id, unit_amount: 999 });
  });

  test("quantity multiplies the price", async () => {
    const { line, session } = await createSession(server.mor, { line_items: [{ price_id, quantity: 3 }] });
    expect(line).toMatchObject({ unit_amount: 999, quantity: 3, amount: 2997 });
    expect(session).toMatchObject({ amount_subtotal: 2997 });
  });

  test("ad_hoc_amount and ad_hoc_currency are a direct merchant's own price, in the minor unit", async () => {
    const ad_hoc = { ad_hoc_amount: 2500, ad_hoc_currency: "JPY", quantity: 1 };
    const { line, session } = await createSession(server.direct, { line_items: [ad_hoc] });
    expect(line).toMatchObject({ price_id: null, product_id: null, unit_amount: 2500 });
    expect(session).toMatchObject({ currency: "JPY", amount_total: 2500 });
  });

  test("description is what the cashier shows of the line", async () => {
    const line_items = [{ price_id, quantity: 1, description: "For the observatory, 天文台" }];
    const { line, body } = await createSession(server.mor, { line_items });
    expect(line).toMatchObject({ description: "For the observatory, 天文台" });
    expect((await send(body.data.url)).text).toContain("For the observatory, 天文台");
  });
});

describe("a Merchant of Record", () => {
  test.each(["price_id", "product_id"])("sells by %s", async (field) => {
    const id = field === "price_id" ? price_id : product_id;
    const { status } = await createSession(server.mor, { line_items: [{ [field]: id, quantity: 1 }] });
    expect(status).toBe(200);
  });

  test("does not sell at amounts that are not in the catalog, not even beside one that is", async () => {
    const ad_hoc = { ad_hoc_amount: 2500, ad_hoc_currency: "USD", quantity: 1 };
    for (const line_items of [[ad_hoc], [{ price_id, quantity: 1 }, ad_hoc]]) {
      const { status, body } = await createSession(server.mor, { line_items });
      expect(status).toBe(400);
      expect(body).toMatchObject({ success: false, error: { code: "catalog_reference_required" } });
    }
  });
});

describe("how tax is shown", () => {
  test.each(["DE", "FR", "IE"])("in %s the price includes it: the total is the subtotal", async (country) => {
    const { session } = await createSession(server.mor, { buyer_country: country });
    expect(session.amount_total).toBe(session.amount_subtotal);
    expect(session.amount_tax).toBeGreaterThan(0);
  });

  test("in the United States it is added: the total is the subtotal and the tax", async () => {
    const { session } = await createSession(server.mor, { buyer_country: "US" });
    expect(session).toMatchObject({ amount_subtotal: 999, amount_tax: 80, amount_total: 1079 });
  });

  test("with the buyer's region it is exact from the first moment", async () => {
    const { session } = await createSession(server.mor, { buyer_country: "CA", buyer_region: "QC" });
    // GST and QST are 14.975 % together.
    expect(session).toMatchObject({ amount_subtotal: 999, amount_tax: 150, amount_total: 1149 });
  });
});

describe("request fields", () => {
  test.each(["mode", "line_items", "success_url", "cancel_url"])("%s is required", async (field) => {
    const { status, body } = await createSession(server.mor, { [field]: undefined });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "parameter_missing", param: field });
  });

  test.each([
    ["presentation", "link"],
    ["customer_email", "buyer@yoursite.com"],
    ["success_url", "https://yoursite.com/success"],
    ["cancel_url", "https://yoursite.com/cancel"],
    ["buyer_country", "US"],
    ["client_reference_id", "order_10042"],
  ])("%s comes back as it was given", async (field, value) => {
    const { status, session, body } = await createSession(server.mor, { [field]: value });
    expect(status).toBe(200);
    expect(session[field]).toBe(value);
    const read = await server.mor.faststar.get(`/public/checkout/sessions/${session.id}`);
    expect(read.body.data).toEqual(body.data);
  });

  test("customer_email is filled in for the buyer", async () => {
    const open = await makeSession(server.mor, { customer_email: "prefilled@yoursite.com" });
    expect((await send(open.url)).text).toContain("prefilled@yoursite.com");
  });

  test("success_url and cancel_url are where the cashier leads to", async () => {
    const open = await makeSession(server.mor);
    expect((await cashierState(server, open)).body).toMatchObject({ cancel_url: SESSION_FIELDS.cancel_url });
    const paid = await payAtCashier(server, open, CARDS.good);
    expect(paid.body).toMatchObject({ success_url: SESSION_FIELDS.success_url });
  });
});

test("the published server code gets an address to hand to the browser", async () => {
  const r = await fetch(`${server.url}/api/v1/public/checkout/sessions`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-API-Key": server.mor.secret_key },
    body: JSON.stringify({
      mode: "payment",
      presentation: "iframe",
      line_items: [{ price_id, quantity: 1 }],
      success_url: "https://yoursite.com/success",
      cancel_url: "https://yoursite.com/cancel",
    }),
  });
  const { data } = (await r.json()) as FaststarBody;
  expect(data.url).toMatch(new RegExp(`^${server.url}/checkout/cs_\\w+\\?token=`));
});

test("an order is fulfilled by the webhook payment.succeeded, which has the merchant's order number", async () => {
  // What was paid just before may still have to be told, and would be told to the new endpoint, too.
  await untilQuiet(server.db);
  const endpoint = await addEndpoint(server.mor, receiver);
  const open = await makeSession(server.mor, { client_reference_id: "order_10042" });
  await payAtCashier(server, open, CARDS.good);
  const [delivery, ...others] = await arrivals(receiver, endpoint, 1);
  expect(others).toEqual([]);
  expect(delivery && bodyOf(delivery).data).toMatchObject({
    client_reference_id: "order_10042",
    checkout_session_id: open.id,
    amount: 1079,
    currency: "USD",
  });
});
