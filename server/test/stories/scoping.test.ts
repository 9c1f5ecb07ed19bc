import { beforeAll, describe, expect, test } from "vitest";
import { apiKeyHint, generateApiKey, hashApiKey } from "../../src/core/merchants/api-key.ts";
import { insertApiKey } from "../../src/core/merchants/store.ts";
import {
  type FaststarClient,
  faststarClient,
  type OnerwayClient,
  onerwayClient,
  send,
} from "../support/http.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import {
  BUYER,
  CARDS,
  cashierPost,
  cashierState,
  makeIntent,
  makePaymentMethod,
  makePrice,
  makeProduct,
  makeSession,
  type OpenSession,
  payment,
  SESSION_FIELDS,
} from "../support/shop.ts";

const server = useTestServer();

/** What one merchant owns. */
interface Belongings {
  product: string;
  price: string;
  session: OpenSession;
  method: string;
  intent: string;
  faststar_endpoint: string;
  onerway_endpoint: string;
}

let theirs: Belongings;
let strangers: readonly Stranger[];

interface Stranger {
  readonly faststar: FaststarClient;
  readonly onerway: OnerwayClient;
}

beforeAll(async () => {
  theirs = await furnish(server.mor);
  const live_key = generateApiKey(server.core.random, "secret", true);
  const stored = {
    livemode: true,
    kind: "secret",
    key_hash: hashApiKey(live_key),
    hint: apiKeyHint(live_key),
  } as const;
  const { merchant_id } = server.mor.scope;
  await insertApiKey(server.db, { merchant_id, ...stored }, server.clock.now());
  strangers = [
    { ...server.direct },
    {
      faststar: faststarClient(server.url, live_key),
      onerway: onerwayClient(server.url, live_key),
    },
  ];
});

async function furnish(merchant: TestMerchant): Promise<Belongings> {
  const product = await makeProduct(merchant);
  const url = "https://yoursite.example/hooks";
  const only = "payment.canceled";
  const faststar = await merchant.faststar.post("/merchant/webhook-endpoints", { url, event_types: [only] });
  const onerway = await merchant.onerway.post("/webhook_endpoints", {
    url,
    enabled_events: ["payment_intent.canceled"],
  });
  return {
    product,
    price: await makePrice(merchant, { product_id: product }),
    session: await makeSession(merchant),
    method: await makePaymentMethod(merchant, CARDS.good),
    intent: await makeIntent(merchant),
    faststar_endpoint: faststar.body.data.id,
    onerway_endpoint: onerway.body.id,
  };
}

describe.each(["another merchant", "the same merchant in live mode"])("%s", (name) => {
  const stranger = () => strangers[name === "another merchant" ? 0 : 1] as Stranger;

  test("finds nothing at another's id, whatever is asked of it", async () => {
    const { faststar, onerway } = stranger();
    const session = `/public/checkout/sessions/${theirs.session.id}`;
    const intent = `/payment_intents/${theirs.intent}`;
    const answers = [
      await faststar.get(session),
      await faststar.get(`/merchant/catalog/products/${theirs.product}`),
      await faststar.patch(`/merchant/catalog/products/${theirs.product}`, { name: "Mine" }),
      await faststar.delete(`/merchant/catalog/products/${theirs.product}`),
      await faststar.get(`/merchant/catalog/prices/${theirs.price}`),
      await faststar.patch(`/merchant/catalog/prices/${theirs.price}`, { default: true }),
      await faststar.delete(`/merchant/catalog/prices/${theirs.price}`),
      await faststar.post(`${session}/expire`),
      await faststar.delete(`/merchant/webhook-endpoints/${theirs.faststar_endpoint}`),
      await onerway.get(`/payment_methods/${theirs.method}`),
      await onerway.get(intent),
      await onerway.post(intent, { amount: 3000 }),
      await onerway.put(intent, { amount: 3000 }),
      await onerway.post(`${intent}/confirm`),
      await onerway.post(`${intent}/cancel`),
      await onerway.delete(`/webhook_endpoints/${theirs.onerway_endpoint}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const { body } of answers) expect(body.error?.code).toBe("resource_missing");
  });

  test("cannot name another's things in a request of its own", async () => {
    const { faststar, onerway } = stranger();
    const intent = (await onerway.post("/payment_intents", { amount: 2000, currency: "usd" })).body.id;
    const payment_method = theirs.method;
    const own_product = (await faststar.post("/merchant/catalog/products", { name: "Mine" })).body.data.id;
    const session = (line: object) => ({ ...SESSION_FIELDS, line_items: [line] });
    const answers = [
      await faststar.post("/merchant/catalog/prices", {
        product_id: theirs.product,
        currency: "USD",
        unit_amount: 999,
      }),
      await faststar.post("/public/checkout/sessions", session({ price_id: theirs.price })),
      await faststar.post("/public/checkout/sessions", session({ product_id: theirs.product })),
      await faststar.patch(`/merchant/catalog/products/${own_product}`, { default_price_id: theirs.price }),
      await onerway.post("/payment_intents", { amount: 2000, currency: "usd", payment_method }),
      await onerway.post(`/payment_intents/${intent}`, { payment_method }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const { body } of answers) expect(body.error?.code).toBe("resource_missing");
  });

  test("cannot pay with another's card", async () => {
    const { onerway } = stranger();
    const fields = { amount: 2000, currency: "usd" };
    const intent = (await onerway.post("/payment_intents", fields)).body.id;
    const payment_method = theirs.method;
    const answers = [
      await onerway.post("/payment_intents", { ...fields, payment_method, confirm: true }),
      await onerway.post(`/payment_intents/${intent}/confirm`, { payment_method }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect((await onerway.get(`/payment_intents/${intent}`)).body.status).toBe("requires_payment_method");
    expect(await server.journal()).toEqual([]);
  });

  test("sees only its own things in lists", async () => {
    const { faststar, onerway } = stranger();
    const texts = [
      (await faststar.get("/merchant/catalog/products?limit=100")).text,
      (await faststar.get("/merchant/catalog/prices?limit=100")).text,
      (await faststar.get(`/merchant/catalog/prices?product_id=${theirs.product}`)).text,
      (await faststar.get(`/merchant/catalog/products?cursor=${theirs.product}`)).text,
      (await faststar.get("/merchant/webhook-endpoints?limit=100")).text,
      (await faststar.get("/public/checkout/sessions?limit=100")).text,
      (await faststar.get(`/public/checkout/sessions?cursor=${theirs.session.id}`)).text,
      (await onerway.get("/webhook_endpoints?limit=100")).text,
      (await onerway.get(`/webhook_endpoints?starting_after=${theirs.onerway_endpoint}`)).text,
    ].join();
    const { session, ...ids } = theirs;
    for (const id of [session.id, ...Object.values(ids)]) expect(texts).not.toContain(id);
  });
});

test("what was refused to strangers is still there and unchanged for its owner", async () => {
  const { body } = await server.mor.onerway.get(`/payment_intents/${theirs.intent}`);
  expect(body).toMatchObject({ amount: 2000, status: "requires_payment_method" });
  for (const path of [`products/${theirs.product}`, `prices/${theirs.price}`]) {
    const { data } = (await server.mor.faststar.get(`/merchant/catalog/${path}`)).body;
    expect(data).toMatchObject({ active: true });
  }
  const session = await server.mor.faststar.get(`/public/checkout/sessions/${theirs.session.id}`);
  expect(session.body.data.session.status).toBe("open");
  const endpoints = await server.mor.onerway.get("/webhook_endpoints");
  expect(endpoints.body.data.map(({ id }) => id)).toEqual([theirs.onerway_endpoint]);
});

test("an endpoint of one API is not found through the other", async () => {
  const { faststar, onerway } = server.mor;
  const uuid = theirs.onerway_endpoint;
  expect((await faststar.delete(`/merchant/webhook-endpoints/${uuid}`)).status).toBe(404);
  expect((await onerway.delete(`/webhook_endpoints/${theirs.faststar_endpoint}`)).status).toBe(404);
});

test("a checkout opens only with its own token", async () => {
  const other = await makeSession(server.mor);
  const { id, token } = theirs.session;
  const wrong_tokens = [
    "",
    "x",
    token.slice(0, -1),
    `${token}A`,
    token.toUpperCase(),
    other.token,
    `${token}.${token}`,
  ];
  for (const wrong of wrong_tokens) {
    const opened = { ...theirs.session, token: wrong };
    const answers = [
      await cashierState(server, opened),
      await cashierPost(server, opened, "location", { country: "US" }),
      await cashierPost(server, opened, "pay", payment(theirs.session, CARDS.good)),
      await cashierPost(server, opened, "authenticated", {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    for (const { body } of answers) expect(body).toEqual({ error: { code: "wrong_token" } });
    const page = await send(`${server.url}/checkout/${id}?token=${encodeURIComponent(wrong)}`);
    expect(page.status).toBe(403);
    expect(page.text).not.toContain("Star chart");
  }
  expect((await send(`${server.url}/checkout/${id}/state`)).status).toBe(401);
  expect((await cashierState(server, theirs.session)).body.status).toBe("open");
});

test("a token in the address is only for the page: the page's own calls carry it in a header", async () => {
  const { id, token } = theirs.session;
  expect((await send(`${server.url}/checkout/${id}/state?token=${token}`)).status).toBe(401);
  expect((await send(`${server.url}/checkout/${id}?token=${token}`)).status).toBe(200);
});

test("a session that does not exist is not found, with any token", async () => {
  for (const id of ["cs_x", "nonsense", `${theirs.session.id}x`]) {
    const answer = await cashierPost(server, { id, token: theirs.session.token }, "location", {
      country: BUYER.country,
    });
    expect(answer.status).toBe(404);
  }
});
