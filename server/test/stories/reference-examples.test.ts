import { readFileSync } from "node:fs";
import { stringify } from "qs";
import { beforeAll, describe, expect, test } from "vitest";
import { faststarWebhooks } from "../../src/api/faststar/events.ts";
import { onerwayWebhooks } from "../../src/api/onerway/events.ts";
import { exampleId } from "../../src/api/plugins/openapi/example-ids.ts";
import type { OpenapiDocument } from "../../src/api/plugins/openapi/openapi-document.ts";
import type { Event } from "../../src/core/events/event.ts";
import { authorizedIntent } from "../support/captures.ts";
import { attachCard, makeBuyer } from "../support/customers.ts";
import { disputedPayment, warnedPayment } from "../support/disputes.ts";
import { type ExampleDelivery, type Made, makeExampleDelivery } from "../support/example-delivery.ts";
import { type FaststarBody, type HttpAnswer, send } from "../support/http.ts";
import { differences } from "../support/likeness.ts";
import { type DocumentedRequest, documentedRequests, schemaChecker } from "../support/openapi.ts";
import { useReceiver } from "../support/receiver.ts";
import { paidIntent, refund, SLOW_REFUND_CARDS, SLOW_REFUND_MS } from "../support/refunds.ts";
import { charge, completeSetup, customerWithCard, makeCustomer, saveCard } from "../support/saved-cards.ts";
import { type TestMerchant, useTestServer } from "../support/server.ts";
import {
  CARDS,
  cardData,
  makeIntent,
  makePaymentMethod,
  makeProduct,
  payAtCashier,
  payIntent,
} from "../support/shop.ts";
import { dataOf, makeRecurringPrice, subscribe } from "../support/subscriptions.ts";

const server = useTestServer();
const receiver = useReceiver();

let told: ExampleDelivery;

beforeAll(async () => {
  told = await makeExampleDelivery(server, receiver, server.mor);
});

/** What no example makes, because it happens by itself. */
function happened(text: string): Made {
  if (text.includes(exampleId("webhook_replay"))) return told.replayed;
  const names_delivery = text.includes(exampleId("webhook_delivery")) || text.includes(exampleId("event"));
  return names_delivery ? told.delivered : new Map();
}

const DOCUMENTS = [
  { name: "faststar", merchant: "mor", keyHeader: (key: string) => ({ "x-api-key": key }) },
  { name: "onerway", merchant: "direct", keyHeader: (key: string) => ({ authorization: `Bearer ${key}` }) },
] as const;

const read = (name: string): OpenapiDocument =>
  JSON.parse(readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), "utf8"));

/** The same for the API in which payments are made: a payment to be refunded has to be paid, and events happen. */
async function happenedThere(
  { operation_id, url }: DocumentedRequest,
  seller: TestMerchant,
  made: ReadonlyMap<string, string>,
): Promise<Made> {
  const payment = exampleId("payment_intent");
  if (operation_id === "createRefund" && !made.has(payment)) {
    return new Map([[payment, await paidIntent(seller)]]);
  }
  if (operation_id !== "listEvents" && !url.includes(exampleId("event"))) return new Map();
  const canceled = await makeIntent(seller, { metadata: { order_id: "order_123" } });
  const reason = { cancellation_reason: "requested_by_customer" };
  await seller.onerway.post(`/payment_intents/${canceled}/cancel`, reason);
  const { body } = await seller.onerway.get("/events?type=payment_intent.canceled&limit=1");
  return new Map([[exampleId("event"), body.data[0]?.id ?? ""]]);
}

/** What is about a card that is a customer's already. */
const NEEDS_ATTACHED_CARD = [
  "listPaymentMethods",
  "listCustomerPaymentMethods",
  "getCustomerPaymentMethod",
  "detachPaymentMethod",
];

/** What no request makes by itself, because a buyer has to type a card. */
async function haveBuyerMake(id: string, seller: TestMerchant, made: Map<string, string>): Promise<void> {
  if (id === exampleId("subscription") || id === exampleId("invoice"))
    return haveBuyerSubscribe(seller, made);
  if (id === exampleId("customer")) made.set(id, await makeCustomer(seller));
  if (id === exampleId("charge")) {
    made.set(id, await haveChargeMade(seller));
    return;
  }
  if (id !== exampleId("setup_intent") && id !== exampleId("payment_method")) return;
  const customer = made.get(exampleId("customer")) ?? (await makeCustomer(seller));
  made.set(exampleId("customer"), customer);
  const is_setup = id === exampleId("setup_intent");
  made.set(
    id,
    is_setup ? (await completeSetup(server, seller, customer)).id : await saveCard(server, seller, customer),
  );
}

/** Charges come from payments, like the one of the examples. */
async function haveChargeMade(seller: TestMerchant): Promise<string> {
  const { body, text } = await seller.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    metadata: { order_id: "order_123" },
    payment_method_data: cardData(CARDS.good, { name: "John Doe", email: "john@example.com" }),
    confirm: true,
  });
  if (!body.latest_charge) throw new Error(text);
  return body.latest_charge;
}

let subscribed: Promise<string> | undefined;

/** A subscription to the product of the examples, by their order number; once, until it is canceled. */
function subscribeOnce(seller: TestMerchant): Promise<string> {
  subscribed ??= makeProduct(seller, { name: "Pocket star atlas" }).then((product_id) =>
    subscribe(server, seller, { client_reference_id: "order_10042", price: { product_id } }),
  );
  return subscribed;
}

/** A subscription and what came with it. */
async function haveBuyerSubscribe(seller: TestMerchant, made: Map<string, string>): Promise<void> {
  const subscription = await subscribeOnce(seller);
  const read = dataOf(await seller.faststar.get(`/public/subscriptions/${subscription}`));
  made.set(exampleId("subscription"), subscription);
  made.set(exampleId("invoice"), String(read.latest_invoice_id));
  made.set(exampleId("customer"), String(read.customer_id));
}

const ID = "\\b[a-z]+_[0-9A-Za-z]{22}\\b";
const IDS = new RegExp(ID, "g");

/** The thing that an answer is about. */
function idOf(answer: unknown): string | undefined {
  const { id, data } = (answer ?? {}) as { id?: string; data?: { id?: string; session?: { id: string } } };
  return id ?? data?.id ?? data?.session?.id;
}

describe.each(DOCUMENTS)("the examples of $name.json", ({ name, merchant, keyHeader }) => {
  const document = read(name);
  const requests = documentedRequests(document);
  const check = schemaChecker(document);

  const makers = requests.filter(({ method, url }) => method === "post" && !new RegExp(ID).test(url));

  /** Sends a request after everything that it names has been made, by the examples that make it. */
  async function replay(
    request: DocumentedRequest,
    seller: TestMerchant,
    made = new Map<string, string>(),
  ): Promise<HttpAnswer<unknown>> {
    // A list shows things that nothing in its request names.
    const shown = request.method === "get" ? JSON.stringify(request.answer) : "";
    // A charge that names no card charges the default one, which has to be there.
    const unnamed = request.url.endsWith("/charge") ? exampleId("payment_method") : "";
    const text = `${request.url} ${JSON.stringify(request.body)} ${shown} ${unnamed}`;
    const already = name === "onerway" ? await happenedThere(request, seller, made) : happened(text);
    for (const [id, real_id] of already) made.set(id, real_id);
    for (const [id] of text.matchAll(IDS)) {
      const maker = makers.find(({ answer }) => idOf(answer) === id);
      if (made.has(id) || maker === request) continue;
      if (maker === undefined && id === exampleId("payment_intent")) made.set(id, await pay(seller));
      if (maker === undefined) {
        await haveBuyerMake(id, seller, made);
        continue;
      }
      made.set(id, idOf((await replay(maker, seller, made)).body) ?? "");
    }
    if (NEEDS_ATTACHED_CARD.includes(request.operation_id ?? "") && name === "onerway") {
      const customer = made.get(exampleId("customer")) ?? (await makeBuyer(seller));
      await attachCard(seller, made.get(exampleId("payment_method")) ?? "", customer);
    }
    const real = (text: string) => text.replaceAll(IDS, (id) => made.get(id) ?? id);
    const signed = request.operation_id === "verifySignature" ? told.signed : {};
    const body = request.body && { ...JSON.parse(real(JSON.stringify(request.body))), ...signed };
    const is_form = request.media_type === "application/x-www-form-urlencoded";
    return send(server.url + real(request.url), {
      method: request.method.toUpperCase(),
      headers: {
        ...keyHeader(seller.secret_key),
        ...(request.media_type && { "content-type": request.media_type }),
      },
      body: body && (is_form ? stringify(body) : JSON.stringify(body)),
    });
  }

  /** Only a buyer makes payments: this one pays the session of the examples. Answers the payment's id. */
  async function pay(seller: TestMerchant, card: string = CARDS.good): Promise<string> {
    const opened = requests.find((example) => example.operation_id === "createCheckoutSession");
    if (opened === undefined) throw new Error(`${name}.json shows no way to a payment.`);
    const { body } = (await replay(opened, seller)) as HttpAnswer<FaststarBody>;
    const { session, session_token: token, url } = body.data;
    const paid = await payAtCashier(server, { id: session.id, token, url, session }, card);
    expect(paid.status, paid.text).toBe(200);
    const answer = await seller.faststar.get(`/public/checkout/sessions/${session.id}`);
    return answer.body.data.session.payment_intent_id ?? "";
  }

  test.each(requests)("$name works, and answers what the document says", async (request) => {
    const seller = server[request.name.includes("ad_hoc") ? "direct" : merchant];
    const made = new Map<string, string>();
    if (request.operation_id === "cancelRefund") {
      // Only a refund that takes its time can be called off.
      const { succeeds_later } = SLOW_REFUND_CARDS;
      const payment =
        name === "onerway" ? await paidIntent(seller, succeeds_later) : await pay(seller, succeeds_later);
      made.set(exampleId("payment_intent"), payment);
    }
    if (request.operation_id === "capturePaymentIntent") {
      made.set(
        exampleId("payment_intent"),
        await authorizedIntent(seller, CARDS.good, { metadata: { order_id: "order_123" } }),
      );
    }
    if (request.operation_id.includes("Dispute")) {
      const { payment_id, dispute } = await disputedPayment(server, seller);
      made.set(exampleId("payment_intent"), payment_id);
      made.set(exampleId("dispute"), dispute.id).set(exampleId("charge"), dispute.charge);
    }
    if (request.operation_id.includes("EarlyFraudWarning")) {
      const { payment_id, warning } = await warnedPayment(server, seller);
      made.set(exampleId("payment_intent"), payment_id);
      made.set(exampleId("fraud_warning"), warning.id).set(exampleId("charge"), warning.charge);
    }
    if (request.operation_id === "cancelSubscription") subscribed = undefined;
    if (request.name.includes("subscription as")) {
      made.set(exampleId("price"), await makeRecurringPrice(seller));
    }
    const { status, headers, text, body } = await replay(request, seller, made);
    expect(status, text).toBe(200);
    expect(headers.get("request-id")).toMatch(/^req_/);
    expect(check(request.schema, body)).toEqual([]);
    if (request.answer !== undefined) {
      expect(check(request.schema, request.answer)).toEqual([]);
      expect(differences(body, request.answer)).toEqual([]);
    }
  });

  const operations = requests.filter(
    ({ operation_id }, index) => requests.findIndex((other) => other.operation_id === operation_id) === index,
  );

  test.each(operations)(
    "$operation_id without a key is refused in the shape that the document says",
    async (request) => {
      const { status, body } = await send(server.url + request.url, { method: request.method.toUpperCase() });
      expect(status).toBe(401);
      expect(check({ $ref: "#/components/schemas/Error" }, body)).toEqual([]);
    },
  );

  test("every error in the document has the shape that the document says", () => {
    for (const { value } of Object.values(document.components.examples)) {
      expect(check({ $ref: "#/components/schemas/Error" }, value)).toEqual([]);
    }
  });
});

test("a declined card is answered in the shape that the document says", async () => {
  const check = schemaChecker(read("onerway"));
  const answer = await payIntent(server.direct, CARDS.declined);
  expect(answer.status).toBe(402);
  expect(check({ $ref: "#/components/schemas/Error" }, answer.body)).toEqual([]);
});

test.each([CARDS.saved_then_declined, CARDS.challenge])(
  "a charge of the saved card %s is refused in the shape that the document says",
  async (number) => {
    const check = schemaChecker(read("faststar"));
    const { customer } = await customerWithCard(server, server.direct, number);
    const answer = await charge(server.direct, customer);
    expect(answer.status).toBe(402);
    expect(check({ $ref: "#/components/schemas/Error" }, answer.body)).toEqual([]);
  },
);

test("events and the webhooks of the documents have the same shape", async () => {
  await payIntent(server.direct, CARDS.good);
  await payIntent(server.direct, CARDS.declined);
  await refundInEveryWay();
  await disputedPayment(server, server.direct);
  await warnedPayment(server, server.direct);
  await setUpInEveryWay();
  const { db, core, direct } = server;
  const events = await db.query<Event>(
    "SELECT id, type, object_type, object_id, sequence, snapshot::text, created_at FROM events WHERE merchant_id = $1",
    [direct.scope.merchant_id],
  );
  expect(events.length).toBeGreaterThan(2);
  for (const dialect of [faststarWebhooks, onerwayWebhooks(core)]) {
    const document = read(dialect.api);
    const check = schemaChecker(document);
    for (const event of events.filter(({ type }) => dialect.eventName(type) !== null)) {
      const body = JSON.parse(dialect.render(event, direct.scope));
      expect(check({ $ref: "#/components/schemas/Event" }, body)).toEqual([]);
      expect(Object.keys(document.webhooks ?? {})).toContain(body.type);
    }
    for (const { post } of Object.values(document.webhooks ?? {})) {
      const { example } = post?.requestBody?.content["application/json"] ?? {};
      expect(check({ $ref: "#/components/schemas/Event" }, example)).toEqual([]);
    }
  }
});

/** Brings about every event that a refund can have. */
async function refundInEveryWay(): Promise<void> {
  const { db, direct } = server;
  const slow = await refund(direct, await paidIntent(direct, SLOW_REFUND_CARDS.succeeds_later));
  expect((await direct.faststar.post(`/public/refunds/${slow.body.data.id}/cancel`)).status).toBe(200);
  await refund(direct, await paidIntent(direct, SLOW_REFUND_CARDS.fails_later));
  server.clock.advance(SLOW_REFUND_MS);
  const told = async () =>
    (await db.query<{ type: string }>("SELECT DISTINCT type FROM events WHERE type LIKE '%refund%'")).length;
  await expect.poll(told).toBe(5);
}

/** Brings about every event that a setup intent can have. */
async function setUpInEveryWay(): Promise<void> {
  const { direct } = server;
  for (const number of [CARDS.good, CARDS.declined, CARDS.challenge]) {
    const payment_method = await makePaymentMethod(direct, number);
    const { body } = await direct.onerway.post("/setup_intents", { payment_method, confirm: true });
    await direct.onerway.post(`/setup_intents/${body.id ?? body.error?.setup_intent?.id}/cancel`);
  }
}
