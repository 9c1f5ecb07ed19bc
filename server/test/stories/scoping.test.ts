import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiKeyHint, generateApiKey, hashApiKey } from "../../src/core/merchants/api-key.ts";
import { insertApiKey } from "../../src/core/merchants/store.ts";
import { formatId } from "../../src/kit/ids.ts";
import { disputedPayment, getDispute, warnedPayment } from "../support/disputes.ts";
import {
  type FaststarClient,
  faststarClient,
  JSON_CONTENT,
  type OnerwayClient,
  onerwayClient,
  send,
} from "../support/http.ts";
import { paidIntent, refund } from "../support/refunds.ts";
import { CHARGE, completeSetup, makeCustomer, saveCard } from "../support/saved-cards.ts";
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
  payment: string;
  refund: string;
  dispute: string;
  warning: string;
  customer: string;
  card: string;
  setup: string;
  faststar_endpoint: string;
  delivery: string;
  event: string;
  replay: string;
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
  const payment = await paidIntent(merchant);
  const customer = await makeCustomer(merchant);
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
    payment,
    dispute: (await disputedPayment(server, merchant)).dispute.id,
    warning: (await warnedPayment(server, merchant)).warning.id,
    refund: (await refund(merchant, payment, { amount: 500 })).body.data.id,
    customer,
    card: await saveCard(server, merchant, customer),
    setup: (await completeSetup(server, merchant, customer)).id,
    faststar_endpoint: faststar.body.data.id,
    ...(await makeDelivery(merchant, faststar.body.data.id)),
    onerway_endpoint: onerway.body.id,
  };
}

/** An event that was sent to the endpoint, and is sent once more. */
async function makeDelivery({ faststar, onerway }: TestMerchant, endpoint: string) {
  await onerway.post(`/payment_intents/${(await onerway.post("/payment_intents", INTENT)).body.id}/cancel`);
  const path = `/merchant/webhook-endpoints/${endpoint}`;
  const last = async () => (await faststar.get(`${path}/deliveries`)).body.data.items[0]?.id;
  await vi.waitFor(async () => expect(await last()).toBeDefined(), { timeout: 60_000, interval: 20 });
  const event = (await faststar.get("/public/events")).body.data.items[0]?.id;
  const replay = await faststar.post(`${path}/replay`, { from: "1750000000", to: "1750000001" });
  return { delivery: (await last()) ?? "", event: event ?? "", replay: replay.body.data.id };
}

const INTENT = { amount: 2000, currency: "usd" };

describe.each(["another merchant", "the same merchant in live mode"])("%s", (name) => {
  const stranger = () => strangers[name === "another merchant" ? 0 : 1] as Stranger;

  test("finds nothing at another's id, whatever is asked of it", async () => {
    const { faststar, onerway } = stranger();
    const session = `/public/checkout/sessions/${theirs.session.id}`;
    const intent = `/payment_intents/${theirs.intent}`;
    const customer = `/public/customers/${theirs.customer}`;
    const buyer = `/customers/${theirs.customer}`;
    const saved_card = `/public/payment-methods/${theirs.card}`;
    const endpoint = `/merchant/webhook-endpoints/${theirs.faststar_endpoint}`;
    const range = { from: "1750000000", to: "1750000001" };
    const answers = [
      await faststar.get(endpoint),
      await faststar.patch(endpoint, { status: "disabled" }),
      await faststar.post(`${endpoint}/rotate-secret`),
      await faststar.get(`${endpoint}/deliveries`),
      await faststar.get(`${endpoint}/deliveries/${theirs.delivery}`),
      await faststar.post(`${endpoint}/deliveries/${theirs.delivery}/retry`),
      await faststar.post(`/merchant/webhook-endpoints/deliveries/${theirs.delivery}/retry`),
      await faststar.post(`${endpoint}/replay`, range),
      await faststar.get(`${endpoint}/replays/${theirs.replay}`),
      await faststar.get(`/public/events/${theirs.event}`),
      await faststar.get(customer),
      await faststar.patch(customer, { name: "Mine" }),
      await faststar.delete(customer),
      await faststar.post(`${customer}/setup-intent`),
      await faststar.get(`${customer}/payment-methods`),
      await faststar.post(`${customer}/payment-methods`, { setup_intent_id: theirs.setup }),
      await faststar.post(`${customer}/charge`, CHARGE),
      await faststar.post(`${saved_card}/default`),
      await faststar.delete(saved_card),
      await faststar.get(session),
      await faststar.get(`/merchant/catalog/products/${theirs.product}`),
      await faststar.patch(`/merchant/catalog/products/${theirs.product}`, { name: "Mine" }),
      await faststar.delete(`/merchant/catalog/products/${theirs.product}`),
      await faststar.get(`/merchant/catalog/prices/${theirs.price}`),
      await faststar.patch(`/merchant/catalog/prices/${theirs.price}`, { default: true }),
      await faststar.delete(`/merchant/catalog/prices/${theirs.price}`),
      await faststar.post(`${session}/expire`),
      await faststar.delete(`/merchant/webhook-endpoints/${theirs.faststar_endpoint}`),
      await faststar.get(`/public/payments/${theirs.payment}`),
      await faststar.get(`/public/refunds/${theirs.refund}`),
      await faststar.post(`/public/refunds/${theirs.refund}/cancel`),
      await faststar.raw("PATCH", `/public/refunds/${theirs.refund}`, "{}", JSON_CONTENT),
      await onerway.get(`/disputes/${theirs.dispute}`),
      await onerway.post(`/disputes/${theirs.dispute}`, { metadata: { mine: "yes" } }),
      await onerway.put(`/disputes/${theirs.dispute}`, { metadata: { mine: "yes" } }),
      await onerway.post(`/disputes/${theirs.dispute}/close`),
      await onerway.get(`/radar/early_fraud_warnings/${theirs.warning}`),
      await onerway.get(`/payment_methods/${theirs.method}`),
      await onerway.post(`/payment_methods/${theirs.method}`, { metadata: { mine: "yes" } }),
      await onerway.put(`/payment_methods/${theirs.method}`, { card: { exp_month: 1 } }),
      await onerway.post(`/payment_methods/${theirs.card}/detach`),
      await onerway.get(buyer),
      await onerway.post(buyer, { name: "Mine" }),
      await onerway.put(buyer, { name: "Mine" }),
      await onerway.delete(buyer),
      await onerway.get(`${buyer}/payment_methods`),
      await onerway.get(`${buyer}/payment_methods/${theirs.card}`),
      await onerway.get(`/payment_methods?customer=${theirs.customer}`),
      await onerway.get(`/customers?starting_after=${theirs.customer}`),
      await onerway.get(`/customers?ending_before=${theirs.customer}`),
      await onerway.get(`/payment_methods?ending_before=${theirs.card}`),
      await onerway.get(intent),
      await onerway.post(intent, { amount: 3000 }),
      await onerway.put(intent, { amount: 3000 }),
      await onerway.post(`${intent}/confirm`),
      await onerway.post(`${intent}/capture`),
      await onerway.post(`${intent}/cancel`),
      await onerway.post(`/webhook_endpoints/${theirs.onerway_endpoint}/rotate_secret`),
      await onerway.delete(`/webhook_endpoints/${theirs.onerway_endpoint}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const { body } of answers) expect(body.error?.code).toBe("resource_missing");
  });

  test("cannot name another's things in a request of its own", async () => {
    const { faststar, onerway } = stranger();
    const intent = (await onerway.post("/payment_intents", { amount: 2000, currency: "usd" })).body.id;
    const payment_method = theirs.method;
    const customer = (await faststar.post("/public/customers", { email: "a@example.com" })).body.data.id;
    const own_product = (await faststar.post("/merchant/catalog/products", { name: "Mine" })).body.data.id;
    const session = (line: object) => ({ ...SESSION_FIELDS, line_items: [line] });
    const answers = [
      await faststar.post(`/public/customers/${customer}/payment-methods`, { setup_intent_id: theirs.setup }),
      await faststar.post(`/public/customers/${customer}/charge`, {
        ...CHARGE,
        payment_method_id: theirs.card,
      }),
      await faststar.post("/merchant/catalog/prices", {
        product_id: theirs.product,
        currency: "USD",
        unit_amount: 999,
      }),
      await faststar.post("/public/checkout/sessions", session({ price_id: theirs.price })),
      await faststar.post("/public/checkout/sessions", session({ product_id: theirs.product })),
      await faststar.post("/public/refunds", { payment_id: theirs.payment }),
      await faststar.post("/public/refunds", { payment_intent_id: theirs.payment, amount: 500 }),
      await faststar.patch(`/merchant/catalog/products/${own_product}`, { default_price_id: theirs.price }),
      await onerway.post("/payment_intents", { amount: 2000, currency: "usd", payment_method }),
      await onerway.post(`/payment_intents/${intent}`, { payment_method }),
      await onerway.post(`/payment_methods/${payment_method}/attach`, { customer }),
      await onerway.post("/customers", { payment_method }),
      await onerway.post(`/customers/${customer}`, {
        invoice_settings: { default_payment_method: theirs.card },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    for (const { body } of answers) expect(body.error?.code).toBe("resource_missing");
  });

  test("cannot pay with another's card", async () => {
    const { onerway } = stranger();
    const asked = (await server.journal()).length;
    const fields = { amount: 2000, currency: "usd" };
    const intent = (await onerway.post("/payment_intents", fields)).body.id;
    const payment_method = theirs.method;
    const answers = [
      await onerway.post("/payment_intents", { ...fields, payment_method, confirm: true }),
      await onerway.post(`/payment_intents/${intent}/confirm`, { payment_method }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect((await onerway.get(`/payment_intents/${intent}`)).body.status).toBe("requires_payment_method");
    expect((await server.journal()).length).toBe(asked);
  });

  test("sees only its own things in lists", async () => {
    const { faststar, onerway } = stranger();
    const texts = [
      (await faststar.get("/merchant/catalog/products?limit=100")).text,
      (await faststar.get("/merchant/catalog/prices?limit=100")).text,
      (await faststar.get(`/merchant/catalog/prices?product_id=${theirs.product}`)).text,
      (await faststar.get(`/merchant/catalog/products?cursor=${theirs.product}`)).text,
      (await faststar.get("/merchant/webhook-endpoints?limit=100")).text,
      (await faststar.get("/public/payments?limit=100")).text,
      (await faststar.get(`/public/payments?cursor=${theirs.payment}`)).text,
      (await faststar.get("/public/refunds?limit=100")).text,
      (await faststar.get(`/public/refunds?payment_id=${theirs.payment}`)).text,
      (await faststar.get(`/public/refunds?cursor=${theirs.refund}`)).text,
      (await faststar.get("/public/events?limit=100")).text,
      (await faststar.get(`/public/events?cursor=${theirs.event}`)).text,
      (await faststar.get("/public/checkout/sessions?limit=100")).text,
      (await faststar.get(`/public/checkout/sessions?cursor=${theirs.session.id}`)).text,
      (await onerway.get("/disputes?limit=100")).text,
      (await onerway.get("/radar/early_fraud_warnings?limit=100")).text,
      (await onerway.get("/customers?limit=100")).text,
      (await onerway.get("/payment_methods?limit=100")).text,
      (await onerway.get("/webhook_endpoints?limit=100")).text,
      (await onerway.get("/refunds?limit=100")).text,
      (await onerway.get("/events?limit=100")).text,
      (await onerway.get("/setup_intents?limit=100")).text,
    ].join();
    const { session, ...ids } = theirs;
    for (const id of [session.id, ...Object.values(ids)]) expect(texts).not.toContain(id);
    // Whoever names a thing of theirs as the place to go on from is told that there is none.
    for (const [list, cursor] of [
      ["webhook_endpoints", theirs.onerway_endpoint],
      ["refunds", theirs.refund],
      ["events", theirs.event],
    ]) {
      expect((await onerway.get(`/${list}?starting_after=${cursor}`)).status).toBe(404);
    }
  });
});

test("what was refused to strangers is still there and unchanged for its owner", async () => {
  const { body } = await server.mor.onerway.get(`/payment_intents/${theirs.intent}`);
  expect(body).toMatchObject({ amount: 2000, status: "requires_payment_method" });
  const { faststar } = server.mor;
  const payment = await faststar.get(`/public/payments/${theirs.payment}`);
  expect(payment.body.data).toMatchObject({ amount_received: 2000, amount_refunded: 500 });
  const refunds = await faststar.get(`/public/refunds?payment_id=${theirs.payment}`);
  expect(refunds.body.data.items).toMatchObject([{ id: theirs.refund, status: "succeeded" }]);
  expect(await getDispute(server.mor, theirs.dispute)).toMatchObject({
    status: "needs_response",
    metadata: {},
  });
  for (const path of [`products/${theirs.product}`, `prices/${theirs.price}`]) {
    const { data } = (await server.mor.faststar.get(`/merchant/catalog/${path}`)).body;
    expect(data).toMatchObject({ active: true });
  }
  const session = await server.mor.faststar.get(`/public/checkout/sessions/${theirs.session.id}`);
  expect(session.body.data.session.status).toBe("open");
  const cards = await server.mor.faststar.get(`/public/customers/${theirs.customer}/payment-methods`);
  expect(cards.body.data.items).toMatchObject([{ id: theirs.card, is_default: true }]);
  const method = await server.mor.onerway.get(`/payment_methods/${theirs.method}`);
  expect(method.body).toMatchObject({ customer: null, metadata: {}, card: { exp_month: 12 } });
  const endpoints = await server.mor.onerway.get("/webhook_endpoints");
  expect(endpoints.body.data.map(({ id }) => id)).toEqual([theirs.onerway_endpoint]);
});

test("a delivery, or a replay, is not found at another endpoint of the same merchant", async () => {
  const { faststar } = server.mor;
  const made = await faststar.post("/merchant/webhook-endpoints", { url: "https://yoursite.example/other" });
  const other = `/merchant/webhook-endpoints/${made.body.data.id}`;
  const answers = [
    await faststar.get(`${other}/deliveries/${theirs.delivery}`),
    await faststar.post(`${other}/deliveries/${theirs.delivery}/retry`),
    await faststar.get(`${other}/replays/${theirs.replay}`),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
});

test("an endpoint of one API, and what was sent to it, is not found through the other", async () => {
  const { faststar, onerway } = server.mor;
  const uuid = theirs.onerway_endpoint;
  expect((await faststar.delete(`/merchant/webhook-endpoints/${uuid}`)).status).toBe(404);
  expect((await faststar.get(`/merchant/webhook-endpoints/${uuid}`)).status).toBe(404);
  expect((await faststar.get(`/merchant/webhook-endpoints/${uuid}/deliveries`)).status).toBe(404);
  const rows = await server.db.query<{ id: string }>(
    "SELECT delivery.id FROM webhook_deliveries AS delivery JOIN webhook_endpoints AS endpoint ON endpoint.id = webhook_endpoint_id WHERE api = 'onerway'",
  );
  const sent = formatId("webhook_delivery", rows[0]?.id ?? "");
  expect((await faststar.post(`/merchant/webhook-endpoints/deliveries/${sent}/retry`)).status).toBe(404);
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
