import { describe, expect, test } from "vitest";
import { getPayment, getRefund, paidSession, refund } from "../support/refunds.ts";
import {
  attach,
  beginSetup,
  charge,
  customerWithCard,
  makeCustomer,
  typeCard,
} from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod } from "../support/shop.ts";

/** One platform, two APIs: what was begun through one door is seen, used and finished through the other. */
const server = useTestServer();

const doors = () => server.direct;
const CARD_FIELDS = { brand: "visa", last4: "4242", exp_month: 12, exp_year: 2034 };

async function ok<Body>(call: Promise<{ status: number; text: string; body: Body }>): Promise<Body> {
  const { status, text, body } = await call;
  if (status !== 200) throw new Error(`${status} ${text}`);
  return body;
}

describe("a customer", () => {
  test("made through FastStar is read, changed, found, charged and deleted through Onerway", async () => {
    const { faststar, onerway } = doors();
    const fields = { email: "from.faststar@example.com", name: "Ada", metadata: { shelf: "A" } };
    const id = await makeCustomer(server.direct, fields);
    expect(await ok(onerway.get(`/customers/${id}`))).toMatchObject({ object: "customer", ...fields });
    const found = await ok(onerway.get(`/customers?email=${fields.email}`));
    expect(found.data.map((customer) => customer.id)).toEqual([id]);
    await ok(onerway.form(`/customers/${id}`, { name: "Grace", metadata: { shelf: "", row: "1" } }));
    const seen = await ok(faststar.get(`/public/customers/${id}`));
    expect(seen.data).toMatchObject({ id, email: fields.email, name: "Grace", metadata: { row: "1" } });
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const paid = await ok(
      onerway.post("/payment_intents", {
        amount: 2000,
        currency: "usd",
        customer: id,
        payment_method,
        confirm: true,
      }),
    );
    expect(paid).toMatchObject({ status: "succeeded", customer: id });
    await ok(onerway.delete(`/customers/${id}`));
    expect((await faststar.get(`/public/customers/${id}`)).status).toBe(404);
    expect((await charge(server.direct, id)).status).toBe(404);
  });

  test("made through Onerway is read, changed, listed, charged and deleted through FastStar", async () => {
    const { faststar, onerway } = doors();
    const fields = { email: "from.onerway@example.com", name: "Ada", metadata: { shelf: "A" } };
    const { id } = await ok(onerway.post("/customers", fields));
    expect((await ok(faststar.get(`/public/customers/${id}`))).data).toMatchObject(fields);
    expect((await ok(faststar.get("/public/customers"))).data.items[0]?.id).toBe(id);
    await ok(faststar.patch(`/public/customers/${id}`, { name: "Grace" }));
    expect(await ok(onerway.get(`/customers/${id}`))).toMatchObject({ id, name: "Grace" });
    await ok(onerway.post("/payment_methods/pm_card_visa/attach", { customer: id }));
    expect((await ok(charge(server.direct, id))).data.status).toBe("succeeded");
    await ok(faststar.delete(`/public/customers/${id}`));
    expect(await ok(onerway.get(`/customers/${id}`))).toEqual({ id, object: "customer", deleted: true });
  });
});

describe("a card", () => {
  test("saved through FastStar is read, listed, charged and detached through Onerway", async () => {
    const { faststar, onerway } = doors();
    const { customer, card } = await customerWithCard(server, server.direct);
    const read = await ok(onerway.get(`/payment_methods/${card}`));
    expect(read).toMatchObject({ object: "payment_method", customer, card: CARD_FIELDS });
    const listed = await ok(onerway.get(`/customers/${customer}/payment_methods?type=card`));
    expect(listed.data).toEqual([read]);
    const payment = { amount: 2000, currency: "usd", customer, payment_method: card, off_session: true };
    expect((await ok(onerway.post("/payment_intents", { ...payment, confirm: true }))).status).toBe(
      "succeeded",
    );
    expect((await ok(onerway.post(`/payment_methods/${card}/detach`))).customer).toBeNull();
    const left = await ok(faststar.get(`/public/customers/${customer}/payment-methods`));
    expect(left.data.items).toEqual([]);
    expect((await charge(server.direct, customer, { payment_method_id: card })).status).toBe(404);
  });

  test("attached through Onerway is listed, made the default, charged and removed through FastStar", async () => {
    const { faststar, onerway } = doors();
    const { id: customer } = await ok(onerway.post("/customers", { email: "cards@example.com" }));
    const cards: string[] = [];
    for (let index = 0; index < 2; index++) {
      const card = await makePaymentMethod(server.direct, CARDS.good);
      await ok(onerway.post(`/payment_methods/${card}/attach`, { customer }));
      cards.push(card);
    }
    const [first = "", second = ""] = cards;
    const listed = await ok(faststar.get(`/public/customers/${customer}/payment-methods`));
    expect(listed.data.items).toMatchObject([
      { id: second, ...CARD_FIELDS },
      { id: first, ...CARD_FIELDS },
    ]);
    await ok(faststar.post(`/public/payment-methods/${second}/default`));
    const told = await ok(onerway.get(`/customers/${customer}`));
    expect(told).toMatchObject({ invoice_settings: { default_payment_method: second } });
    const charged = await ok(charge(server.direct, customer));
    expect(charged.data).toMatchObject({ status: "succeeded", payment_method_id: second });
    await ok(onerway.form(`/customers/${customer}`, { invoice_settings: { default_payment_method: first } }));
    const turned = await ok(faststar.get(`/public/customers/${customer}`));
    expect(turned.data.default_payment_method_id).toBe(first);
    await ok(faststar.delete(`/public/payment-methods/${second}`));
    expect((await ok(onerway.get(`/payment_methods/${second}`))).customer).toBeNull();
    expect((await ok(onerway.get(`/customers/${customer}/payment_methods`))).data).toHaveLength(1);
  });

  test("whose setup was begun through one door is saved through the other", async () => {
    const { faststar, onerway } = doors();
    const customer = await makeCustomer(server.direct);
    const begun = await beginSetup(server.direct, customer);
    const done = await ok(
      onerway.post(`/setup_intents/${begun.id}/confirm`, { payment_method: "pm_card_visa" }),
    );
    expect(done).toMatchObject({ status: "succeeded", customer });
    const saved = await ok(attach(server.direct, customer, begun.id));
    expect(saved.data.id).toBe(done.payment_method);
    const other = await ok(onerway.post("/setup_intents", { customer, payment_method_types: ["card"] }));
    const typed = await typeCard(server, { id: other.id, client_secret: other.client_secret }, CARDS.good);
    expect(typed.body.status).toBe("succeeded");
    // Here nobody has to ask for it: a setup of this API gives the card to its customer itself.
    const { payment_method } = await ok(onerway.get(`/setup_intents/${other.id}`));
    const listed = await ok(faststar.get(`/public/customers/${customer}/payment-methods`));
    expect(listed.data.items.map(({ id }) => id)).toEqual([payment_method, saved.data.id]);
    expect((await attach(server.direct, customer, other.id)).status).toBe(409);
  });
});

describe("a payment", () => {
  test("of a FastStar session is read, noted on, listed and refunded through Onerway", async () => {
    const { onerway } = doors();
    const id = await paidSession(server, server.direct, {
      line_items: [{ ad_hoc_amount: 2500, ad_hoc_currency: "USD", ad_hoc_description: "Mug", quantity: 1 }],
    });
    const seen = await ok(onerway.get(`/payment_intents/${id}`));
    expect(seen).toMatchObject({ object: "payment_intent", status: "succeeded", amount_received: 2500 });
    expect((await ok(onerway.get("/payment_intents?limit=1"))).data).toEqual([seen]);
    await ok(onerway.post(`/payment_intents/${id}`, { metadata: { shipped: "yes" } }));
    const part = await ok(onerway.post("/refunds", { payment_intent: id, amount: 1000 }));
    expect(await getRefund(server.direct, part.id)).toMatchObject({
      id: part.id,
      payment_id: id,
      amount: 1000,
      status: "succeeded",
    });
    expect(await getPayment(server.direct, id)).toMatchObject({
      id,
      status: "succeeded",
      amount_refunded: 1000,
      metadata: { shipped: "yes" },
    });
  });

  test("made through Onerway is read and refunded through FastStar, and no more than was paid", async () => {
    const { onerway } = doors();
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const { id } = await ok(
      onerway.post("/payment_intents", { amount: 2000, currency: "eur", payment_method, confirm: true }),
    );
    expect(await getPayment(server.direct, id)).toMatchObject({
      id,
      status: "succeeded",
      amount: 2000,
      currency: "EUR",
    });
    const { data: part } = await ok(refund(server.direct, id, { amount: 700 }));
    expect(await ok(onerway.get(`/refunds/${part.id}`))).toMatchObject({
      object: "refund",
      amount: 700,
      payment_intent: id,
    });
    const too_much = await onerway.post("/refunds", { payment_intent: id, amount: 1301 });
    expect(too_much).toMatchObject({ status: 400, body: { error: { param: "amount" } } });
    const rest = await ok(onerway.post("/refunds", { payment_intent: id }));
    expect(rest.amount).toBe(1300);
    expect((await refund(server.direct, id, { amount: 1 })).status).toBe(409);
    const listed = await ok(onerway.get(`/refunds?payment_intent=${id}`));
    expect(listed.data.map((told) => told.id)).toEqual([rest.id, part.id]);
    expect(await getPayment(server.direct, id)).toMatchObject({ refunded: true, amount_refunded: 2000 });
  });

  test("for which FastStar was told to bring the buyer is paid with another card through Onerway", async () => {
    const { onerway } = doors();
    const { customer } = await customerWithCard(server, server.direct, CARDS.challenge);
    const refused = await charge(server.direct, customer);
    expect(refused.status).toBe(402);
    const id = refused.body.data.payment_intent_id;
    const waiting = await ok(onerway.get(`/payment_intents/${id}`));
    expect(waiting).toMatchObject({ customer, status: "requires_action" });
    const payment_method = await makePaymentMethod(server.direct, CARDS.good);
    const paid = await ok(onerway.post(`/payment_intents/${id}/confirm`, { payment_method }));
    expect(paid.status).toBe("succeeded");
    expect(await getPayment(server.direct, id)).toMatchObject({ status: "succeeded", amount: 1999 });
  });
});

test("a refund that is still on its way is noted on and called off through either door", async () => {
  const { faststar, onerway } = doors();
  const payment_method = await makePaymentMethod(server.direct, "4000000000007726");
  const payment = { amount: 2000, currency: "usd", payment_method, confirm: true };
  const { id } = await ok(onerway.post("/payment_intents", payment));
  const { data: first } = await ok(refund(server.direct, id, { amount: 500, metadata: { by: "faststar" } }));
  expect(await ok(onerway.form(`/refunds/${first.id}`, { metadata: { seen: "onerway" } }))).toMatchObject({
    status: "pending",
    metadata: { by: "faststar", seen: "onerway" },
  });
  expect((await ok(onerway.post(`/refunds/${first.id}/cancel`))).status).toBe("canceled");
  expect((await getRefund(server.direct, first.id)).status).toBe("canceled");
  const second = await ok(onerway.post("/refunds", { payment_intent: id }));
  await ok(faststar.patch(`/public/refunds/${second.id}`, { metadata: { seen: "faststar" } }));
  await ok(faststar.post(`/public/refunds/${second.id}/cancel`));
  expect(await ok(onerway.get(`/refunds/${second.id}`))).toMatchObject({
    status: "canceled",
    metadata: { seen: "faststar" },
  });
});

test("what happened is told by both doors, each in its own words", async () => {
  const { faststar, onerway } = doors();
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const payment = { amount: 2000, currency: "usd", payment_method, confirm: true };
  const { id } = await ok(onerway.post("/payment_intents", payment));
  const [told] = (await ok(onerway.get("/events?type=payment_intent.succeeded&limit=1"))).data;
  expect(told).toMatchObject({ object: "event", data: { object: { id, amount_received: 2000 } } });
  const same = await ok(faststar.get(`/public/events/${told?.id}`));
  expect(same.data).toMatchObject({
    id: told?.id,
    type: "payment.succeeded",
    data: { payment_id: id, amount: 2000, currency: "USD" },
  });
});

test("an idempotency key is the key of one door: the other knows nothing of it", async () => {
  const { faststar, onerway } = doors();
  const headers = { "idempotency-key": "order_10042" };
  const body = { email: "key@example.com" };
  const first = await ok(faststar.post("/public/customers", body, headers));
  const second = await ok(onerway.post("/customers", body, headers));
  expect(second.id).not.toBe(first.data.id);
  const again = await onerway.post("/customers", body, headers);
  expect(again.body).toEqual(second);
});

test("neither door ever speaks as the other does", async () => {
  const { faststar, onerway } = doors();
  for (const path of ["/customers/cus_123", "/nothing", "/payment_intents", "/events?limit=0"]) {
    const { body } = await onerway.get(path);
    expect(body).not.toHaveProperty("success");
  }
  for (const path of ["/public/customers/cus_123", "/nothing", "/public/customers?limit=0"]) {
    const { body } = await faststar.get(path);
    expect(body).toMatchObject({ success: false, message: expect.any(String) });
  }
});
