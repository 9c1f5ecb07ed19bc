import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { authorizedIntent } from "../support/captures.ts";
import type { ApiClient } from "../support/http.ts";
import { useReceiver } from "../support/receiver.ts";
import { paidIntent, refund, SLOW_REFUND_CARDS, SLOW_REFUND_MS } from "../support/refunds.ts";
import { CHARGE, completeSetup, customerWithCard, makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierPost,
  makeIntent,
  makePaymentMethod,
  makePrice,
  makeProduct,
  makeSession,
  payIntent,
  payment,
  SESSION_FIELDS,
} from "../support/shop.ts";
import { fingerprintTables, untilQuiet } from "../support/tables.ts";

const server = useTestServer();
const receiver = useReceiver();

const intent = { amount: 2000, currency: "usd" };
const withKey = (key: string = randomUUID()) => ({ "idempotency-key": key });
const goodCard = () => makePaymentMethod(server.direct, CARDS.good);

/** An endpoint in the place of the last one: there can be only so many. */
async function makeEndpoint(): Promise<string> {
  const { faststar } = server.direct;
  const path = "/merchant/webhook-endpoints";
  for (const { id } of (await faststar.get(`${path}?limit=100`)).body.data.items) {
    await faststar.delete(`${path}/${id}`);
  }
  return (await faststar.post(path, { url: receiver.url("/hooks") })).body.data.id;
}

/** Every POST of both APIs, and a body that it accepts. */
const POSTS: readonly {
  name: string;
  door: "faststar" | "onerway";
  prepare: () => Promise<[string, object?]>;
}[] = [
  {
    name: "make a product",
    door: "faststar",
    prepare: async () => ["/merchant/catalog/products", { name: "Mug" }],
  },
  {
    name: "make a price",
    door: "faststar",
    prepare: async () => [
      "/merchant/catalog/prices",
      { product_id: await makeProduct(server.direct), currency: "USD", unit_amount: 999 },
    ],
  },
  {
    name: "open a session",
    door: "faststar",
    prepare: async () => [
      "/public/checkout/sessions",
      { ...SESSION_FIELDS, line_items: [{ price_id: await makePrice(server.direct) }] },
    ],
  },
  {
    name: "expire a session",
    door: "faststar",
    prepare: async () => [`/public/checkout/sessions/${(await makeSession(server.direct)).id}/expire`],
  },
  {
    name: "refund a payment",
    door: "faststar",
    prepare: async () => ["/public/refunds", { payment_id: await paidIntent(server.direct), amount: 500 }],
  },
  {
    name: "make a refund that stays pending",
    door: "faststar",
    prepare: async () => [
      "/public/refunds",
      { payment_id: await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later) },
    ],
  },
  {
    name: "cancel a refund",
    door: "faststar",
    prepare: async () => {
      const payment_id = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
      const { id } = (await refund(server.direct, payment_id)).body.data;
      return [`/public/refunds/${id}/cancel`];
    },
  },
  {
    name: "make a customer",
    door: "faststar",
    prepare: async () => ["/public/customers", { email: "ada@example.com" }],
  },
  {
    name: "begin to save a card",
    door: "faststar",
    prepare: async () => [`/public/customers/${await makeCustomer(server.direct)}/setup-intent`],
  },
  {
    name: "attach a card",
    door: "faststar",
    prepare: async () => {
      const customer = await makeCustomer(server.direct);
      const setup = await completeSetup(server, server.direct, customer);
      return [`/public/customers/${customer}/payment-methods`, { setup_intent_id: setup.id }];
    },
  },
  {
    name: "make a card the default",
    door: "faststar",
    prepare: async () => {
      const { card } = await customerWithCard(server, server.direct);
      return [`/public/payment-methods/${card}/default`];
    },
  },
  {
    name: "charge a saved card",
    door: "faststar",
    prepare: async () => {
      const { customer } = await customerWithCard(server, server.direct);
      return [`/public/customers/${customer}/charge`, CHARGE];
    },
  },
  {
    name: "charge a saved card that is declined",
    door: "faststar",
    prepare: async () => {
      const { customer } = await customerWithCard(server, server.direct, CARDS.saved_then_declined);
      return [`/public/customers/${customer}/charge`, CHARGE];
    },
  },
  {
    name: "charge a saved card that needs the buyer",
    door: "faststar",
    prepare: async () => {
      const { customer } = await customerWithCard(server, server.direct, CARDS.challenge);
      return [`/public/customers/${customer}/charge`, CHARGE];
    },
  },
  {
    name: "add a FastStar webhook endpoint",
    door: "faststar",
    prepare: async () => ["/merchant/webhook-endpoints", { url: receiver.url("/faststar") }],
  },
  {
    name: "rotate a webhook secret",
    door: "faststar",
    prepare: async () => [`/merchant/webhook-endpoints/${await makeEndpoint()}/rotate-secret`, {}],
  },
  {
    name: "retry a delivery",
    door: "faststar",
    prepare: async () => {
      const endpoint = await makeEndpoint();
      await payIntent(server.direct, CARDS.good);
      const path = `/merchant/webhook-endpoints/${endpoint}/deliveries`;
      const first = async () => (await server.direct.faststar.get(path)).body.data.items[0]?.id;
      await vi.waitFor(async () => expect(await first()).toBeDefined(), { timeout: 60_000, interval: 20 });
      return [`${path}/${await first()}/retry`];
    },
  },
  {
    name: "replay events",
    door: "faststar",
    prepare: async () => [
      `/merchant/webhook-endpoints/${await makeEndpoint()}/replay`,
      { from: "2025-06-12T08:00:00Z", to: "2025-06-12T12:00:00Z" },
    ],
  },
  {
    name: "verify a signature",
    door: "faststar",
    prepare: async () => [
      "/public/verify-signature",
      { provider_name: "faststar", payload: "{}", signature: "t=1,v1=a" },
    ],
  },
  {
    name: "add an Onerway webhook endpoint",
    door: "onerway",
    prepare: async () => ["/webhook_endpoints", { url: receiver.url("/onerway"), enabled_events: ["*"] }],
  },
  {
    name: "save a card",
    door: "onerway",
    prepare: async () => [
      "/payment_methods",
      { type: "card", card: { number: CARDS.good, exp_month: 1, exp_year: 2030, cvc: "123" } },
    ],
  },
  { name: "make an intent", door: "onerway", prepare: async () => ["/payment_intents", intent] },
  {
    name: "make and pay an intent",
    door: "onerway",
    prepare: async () => ["/payment_intents", { ...intent, payment_method: await goodCard(), confirm: true }],
  },
  {
    name: "confirm an intent",
    door: "onerway",
    prepare: async () => [
      `/payment_intents/${await makeIntent(server.direct)}/confirm`,
      { payment_method: await goodCard() },
    ],
  },
  {
    name: "be declined",
    door: "onerway",
    prepare: async () => [
      `/payment_intents/${await makeIntent(server.direct)}/confirm`,
      { payment_method: await makePaymentMethod(server.direct, CARDS.declined) },
    ],
  },
  {
    name: "change an intent",
    door: "onerway",
    prepare: async () => [`/payment_intents/${await makeIntent(server.direct)}`, { amount: 3000 }],
  },
  {
    name: "capture an intent",
    door: "onerway",
    prepare: async () => [`/payment_intents/${await authorizedIntent(server.direct)}/capture`],
  },
  {
    name: "release an intent",
    door: "onerway",
    prepare: async () => [`/payment_intents/${await authorizedIntent(server.direct)}/cancel`],
  },
  {
    name: "cancel an intent",
    door: "onerway",
    prepare: async () => [`/payment_intents/${await makeIntent(server.direct)}/cancel`],
  },
];

/** A refund that its processor ends by itself would do so in the middle of a later test. */
async function endPendingRefunds(): Promise<void> {
  const pending = () => server.db.query("SELECT 1 FROM refunds WHERE status = 'pending'");
  if ((await pending()).length > 0) server.clock.advance(SLOW_REFUND_MS);
  await expect.poll(pending).toEqual([]);
}

describe.each(POSTS)("to $name with one key", ({ door, prepare }) => {
  afterEach(endPendingRefunds);

  async function begin() {
    const client: ApiClient<unknown> = server.direct[door];
    const [path, body = {}] = await prepare();
    const headers = withKey();
    return { post: (fields: object = {}) => client.post(path, { ...body, ...fields }, headers) };
  }

  test("twice happens once, and is answered twice with the same bytes", async () => {
    const { post } = await begin();
    const first = await post();
    await untilQuiet(server.db);
    const before = await fingerprintTables(server.db);
    const again = await post();
    expect([200, 402]).toContain(first.status);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again).toMatchObject({ status: first.status, text: first.text });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("request-id")).not.toBe(first.headers.get("request-id"));
    expect(await fingerprintTables(server.db)).toEqual(before);
  });

  test("four times at once happens once", async () => {
    const { post } = await begin();
    const answers = await Promise.all([post(), post(), post(), post()]);
    const settled = await post();
    for (const { status, text } of answers) {
      if (status !== 409) expect({ status, text }).toEqual({ status: settled.status, text: settled.text });
    }
    const first = answers.filter(
      ({ status, headers }) => status !== 409 && !headers.has("idempotent-replayed"),
    );
    expect(first).toHaveLength(1);
  });
});

test("a key that was used for something else is refused, in the words of each API", async () => {
  const headers = withKey();
  const { faststar, onerway } = server.direct;
  await faststar.post("/merchant/catalog/products", { name: "Mug" }, headers);
  const other = await faststar.post("/merchant/catalog/products", { name: "Cup" }, headers);
  expect(other.status).toBe(400);
  expect(other.body).toMatchObject({ success: false, error: { code: "idempotency_error" } });

  await onerway.post("/payment_intents", intent, headers);
  const dearer = await onerway.post("/payment_intents", { ...intent, amount: 3000 }, headers);
  expect(dearer.status).toBe(400);
  expect(dearer.body.error?.type).toBe("idempotency_error");
  const elsewhere = await onerway.post(
    `/payment_intents/${await makeIntent(server.direct)}/cancel`,
    {},
    headers,
  );
  expect(elsewhere.body.error?.type).toBe("idempotency_error");
});

test("keys of the two APIs, and of two merchants, do not meet", async () => {
  const headers = withKey();
  const url = receiver.url("/hooks");
  const answers = [
    await server.direct.onerway.post("/webhook_endpoints", { url, enabled_events: ["*"] }, headers),
    await server.direct.faststar.post("/merchant/webhook-endpoints", { url }, headers),
    await server.mor.faststar.post("/merchant/webhook-endpoints", { url }, headers),
    await server.mor.onerway.post("/webhook_endpoints", { url, enabled_events: ["*"] }, headers),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(answers.map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, null, null, null]);
});

test("a decline is remembered, and the card is not asked again", async () => {
  const headers = withKey();
  const payment_method = await makePaymentMethod(server.direct, CARDS.declined);
  const body = { ...intent, payment_method, confirm: true };
  const first = await server.direct.onerway.post("/payment_intents", body, headers);
  const asked = (await server.journal()).length;
  const again = await server.direct.onerway.post("/payment_intents", body, headers);
  expect(first.status).toBe(402);
  expect(again).toMatchObject({ status: 402, text: first.text });
  expect((await server.journal()).length).toBe(asked);
});

test("a refused request leaves its key free", async () => {
  const headers = withKey();
  const { onerway } = server.direct;
  await untilQuiet(server.db);
  const before = await fingerprintTables(server.db);
  const refusals = [
    await onerway.post("/payment_intents", { ...intent, amount: 0 }, headers),
    await onerway.post("/payment_intents", { ...intent, amount: 49 }, headers),
    await onerway.post(
      "/payment_intents",
      { ...intent, payment_method: "pm_0000000000000000000000" },
      headers,
    ),
    await onerway.post("/payment_intents/pi_0000000000000000000000/confirm", {}, headers),
    await onerway.post("/payment_intents/pi_0000000000000000000000/cancel", {}, headers),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([400, 400, 404, 404, 404]);
  expect(await fingerprintTables(server.db)).toEqual(before);
  const made = await onerway.post("/payment_intents", intent, headers);
  expect(made.status).toBe(200);
  expect(made.headers.get("idempotent-replayed")).toBeNull();
});

test("the order of the fields, and whether they came as JSON or as a form, make no other request", async () => {
  const headers = withKey();
  const { onerway } = server.direct;
  const first = await onerway.post("/payment_intents", { ...intent, metadata: { a: "1", b: "2" } }, headers);
  const turned = { metadata: { b: "2", a: "1" }, currency: "usd", amount: 2000 };
  expect((await onerway.post("/payment_intents", turned, headers)).text).toBe(first.text);
  expect((await onerway.form("/payment_intents", turned, headers)).text).toBe(first.text);
});

test("a key has 255 characters at the most", async () => {
  const { onerway } = server.direct;
  expect((await onerway.post("/payment_intents", intent, withKey("k".repeat(255)))).status).toBe(200);
  const refused = await onerway.post("/payment_intents", intent, withKey("k".repeat(256)));
  expect(refused.status).toBe(400);
  expect(refused.body.error?.param).toBe("Idempotency-Key");
});

test("a buyer whose page sends the same press of the button twice pays once", async () => {
  const open = await makeSession(server.mor);
  const pressed = payment(open, CARDS.good);
  const asked = (await server.journal()).length;
  const first = await cashierPost(server, open, "pay", pressed);
  const again = await cashierPost(server, open, "pay", pressed);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body).toEqual(first.body);
  expect((await server.journal()).length).toBe(asked + 1);
});
