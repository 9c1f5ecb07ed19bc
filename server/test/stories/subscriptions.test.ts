import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { startSubscription } from "../../src/core/billing/start.ts";
import { payCheckoutSession } from "../../src/core/checkout/pay.ts";
import { saveCardAtCheckout } from "../../src/core/checkout/save-card.ts";
import { parseId } from "../../src/kit/ids.ts";
import { isRefusal } from "../../src/kit/result.ts";
import { makeCustomer, saveCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  cashierPost,
  cashierState,
  makeSession,
  type OpenSession,
  payAtCashier,
  payment,
  SESSION_FIELDS,
} from "../support/shop.ts";
import {
  dataOf,
  eventsOf,
  makeRecurringPrice,
  makeSubscriptionSession,
  readSession,
  readThings,
  startedBy,
  subscribe,
} from "../support/subscriptions.ts";

const server = useTestServer();
const SESSIONS = "/public/checkout/sessions";
const PATIENCE = { timeout: 60_000, interval: 20 };
const DAY_MS = 24 * 60 * 60 * 1000;

const daysBetween = (from: unknown, to: unknown) =>
  (Date.parse(String(to)) - Date.parse(String(from))) / DAY_MS;

async function read(id: unknown) {
  return dataOf(await server.direct.faststar.get(`/public/subscriptions/${String(id)}`));
}

test("a subscription without a trial charges its first period and begins", async () => {
  const open = await makeSubscriptionSession(server.direct, { client_reference_id: "order_7" });
  expect(open.session).toMatchObject({ amount_total: 999, subscription_id: null, customer_id: null });
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.body).toMatchObject({ status: "complete", payment_status: "paid" });

  const session = await readSession(server.direct, open);
  expect(session).toMatchObject({ status: "complete", payment_status: "paid", setup_intent_id: null });
  const subscription = await read(session.subscription_id);
  expect(subscription).toMatchObject({
    status: "active",
    customer_id: session.customer_id,
    checkout_session_id: open.id,
    client_reference_id: "order_7",
    trial_end: null,
    next_billing_at: subscription.current_period_end,
    cancel_at_period_end: false,
    currency: "USD",
    recurring_interval: "month",
    items: [{ quantity: 1, unit_amount: 999 }],
  });
  const days = daysBetween(subscription.current_period_start, subscription.current_period_end);
  expect([28, 29, 30, 31]).toContain(days);

  const invoice = dataOf(
    await server.direct.faststar.get(`/public/invoices/${String(subscription.latest_invoice_id)}`),
  );
  expect(invoice).toMatchObject({
    status: "paid",
    number: expect.stringMatching(/^INV-\d{6}$/),
    amount_due: 999,
    amount_paid: 999,
    payment_id: session.payment_intent_id,
    period_end: subscription.current_period_end,
    billing_reason: "subscription_create",
    lines: [{ amount: 999, unit_amount: 999, quantity: 1 }],
  });
});

test("the card of a first payment becomes the new customer's default", async () => {
  const open = await makeSubscriptionSession(server.direct);
  await payAtCashier(server, open, CARDS.good);
  const { customer_id } = await readSession(server.direct, open);
  const customer = dataOf(await server.direct.faststar.get(`/public/customers/${String(customer_id)}`));
  const [card, ...others] = await readThings(
    server.direct,
    `/public/customers/${String(customer_id)}/payment-methods`,
  );
  expect(customer).toMatchObject({ email: "buyer@example.com", name: "Ada Buyer" });
  expect(card).toMatchObject({ last4: "4242", is_default: true });
  expect(others).toEqual([]);
  const charge = { amount: 500, currency: "USD", off_session: true };
  const path = `/public/customers/${String(customer_id)}/charge`;
  expect((await server.direct.faststar.post(path, charge)).status).toBe(200);
});

test("what has begun and what was paid is told once, in that order", async () => {
  const id = await subscribe(server, server.direct);
  const subscription = await read(id);
  const told = await eventsOf(server.direct, id);
  expect(told).toMatchObject([
    {
      type: "subscription.created",
      data: { subscription_id: id, status: "active", items: [{ quantity: 1 }] },
    },
  ]);
  expect(await eventsOf(server.direct, subscription.latest_invoice_id)).toMatchObject([
    { type: "invoice.paid", data: { subscription_id: id, amount_paid: 999, status: "paid" } },
  ]);
});

test("a trial charges nothing now: the card is verified and paying begins when the days are over", async () => {
  const open = await makeSubscriptionSession(server.direct, { price: { trial_period_days: 14 } });
  expect(open.session).toMatchObject({ amount_total: 0, payment_status: "no_payment_required" });
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.body).toMatchObject({ status: "complete", payment_status: "no_payment_required" });
  const session = await readSession(server.direct, open);
  expect(session).toMatchObject({ payment_intent_id: null, setup_intent_id: expect.any(String) });
  const subscription = await read(session.subscription_id);
  expect(subscription).toMatchObject({ status: "trialing", payment_method_id: expect.any(String) });
  expect(daysBetween(subscription.current_period_start, subscription.trial_end)).toBe(14);
  expect(subscription.next_billing_at).toBe(subscription.trial_end);
  const { invoices } = await startedBy(server.direct, open);
  expect(invoices).toMatchObject([{ status: "paid", amount_due: 0, amount_tax: 0, payment_id: null }]);
});

test("a subscription to something free begins without a payment", async () => {
  const open = await makeSubscriptionSession(server.direct, { price: { unit_amount: 0 } });
  expect((await payAtCashier(server, open, CARDS.good)).status).toBe(200);
  const { subscriptions } = await startedBy(server.direct, open);
  expect(subscriptions).toMatchObject([{ status: "active", trial_end: null }]);
});

test("a merchant of record collects tax on the first invoice, and none on a trial's", async () => {
  const open = await makeSubscriptionSession(server.mor, { buyer_country: "DE" });
  await payAtCashier(server, open, CARDS.good, { country: "DE" });
  const { invoices } = await startedBy(server.mor, open);
  expect(invoices).toMatchObject([
    {
      amount_due: 999,
      amount_tax: 160,
      lines: [{ amount_tax: 160, tax_components: [{ jurisdiction: "DE" }] }],
    },
  ]);
  const trial = await makeSubscriptionSession(server.mor, {
    buyer_country: "US",
    price: { trial_period_days: 7 },
  });
  const state = await cashierState(server, trial);
  expect(state.body).toMatchObject({ amount_total: 0, recurring: { amount: 1079, trial_period_days: 7 } });
  await payAtCashier(server, trial, CARDS.good);
  expect((await startedBy(server.mor, trial)).invoices).toMatchObject([{ amount_due: 0, amount_tax: 0 }]);
});

test("a bank that wants to be asked first is asked, with a payment and with a trial", async () => {
  for (const price of [{}, { trial_period_days: 3 }]) {
    const open = await makeSubscriptionSession(server.direct, { price });
    const waiting = await payAtCashier(server, open, CARDS.challenge);
    expect(waiting.body.payment.state).toBe("requires_action");
    expect((await startedBy(server.direct, open)).subscriptions).toMatchObject([{ status: "incomplete" }]);
    await answerChallenge(waiting.body.payment.challenge_url ?? "", "approve");
    const done = await cashierPost(server, open, "authenticated", {});
    expect(done.body).toMatchObject({ status: "complete" });
    const { subscriptions, invoices } = await startedBy(server.direct, open);
    expect(subscriptions).toMatchObject([{ status: price.trial_period_days ? "trialing" : "active" }]);
    expect(invoices).toMatchObject([{ status: "paid" }]);
  }
});

test("a buyer who approves at the bank and never comes back has subscribed all the same", async () => {
  for (const price of [{}, { trial_period_days: 3 }]) {
    const open = await makeSubscriptionSession(server.direct, { price });
    const waiting = await payAtCashier(server, open, CARDS.challenge);
    await answerChallenge(waiting.body.payment.challenge_url ?? "", "approve");
    server.clock.advance(15_000);
    const status = async () => (await startedBy(server.direct, open)).subscriptions[0]?.status;
    await expect.poll(status, PATIENCE).toBe(price.trial_period_days ? "trialing" : "active");
  }
});

test("after a decline another card begins the same subscription", async () => {
  for (const price of [{}, { trial_period_days: 3 }]) {
    const open = await makeSubscriptionSession(server.direct, { price });
    const declined = await payAtCashier(server, open, CARDS.declined);
    expect(declined.status).toBe(402);
    expect(declined.body.error?.code).toBe("card_declined");
    const before = await startedBy(server.direct, open);
    expect(before.subscriptions).toMatchObject([{ status: "incomplete", next_billing_at: null }]);
    expect(before.invoices).toMatchObject([{ status: "open", number: null }]);
    expect((await payAtCashier(server, open, CARDS.good)).status).toBe(200);
    const after = await startedBy(server.direct, open);
    expect(after.subscriptions).toMatchObject([{ id: before.subscriptions[0]?.id }]);
    expect(after.invoices).toMatchObject([{ id: before.invoices[0]?.id, status: "paid" }]);
  }
});

test("two tabs, a double click and a repeated request subscribe once", async () => {
  for (const price of [{}, { trial_period_days: 3 }]) {
    const open = await makeSubscriptionSession(server.direct, { price });
    const approved = async () => (await server.journal()).filter(({ kind }) => kind === "approved").length;
    const before = await approved();
    const again = payment(open, CARDS.good);
    await Promise.all([
      ...[again, again].map((body) => cashierPost(server, open, "pay", body)),
      ...[1, 2, 3].map(() => payAtCashier(server, open, CARDS.good)),
    ]);
    await cashierPost(server, open, "pay", again);
    const { subscriptions, invoices } = await startedBy(server.direct, open);
    expect(subscriptions).toMatchObject([{ status: price.trial_period_days ? "trialing" : "active" }]);
    expect(invoices).toHaveLength(1);
    expect((await approved()) - before).toBe(price.trial_period_days ? 0 : 1);
    expect(await eventsOf(server.direct, subscriptions[0]?.id)).toHaveLength(1);
    const customers = await readThings(server.direct, "/public/customers?limit=100");
    const mine = customers.filter(({ id }) => id === subscriptions[0]?.customer_id);
    expect(mine).toHaveLength(1);
  }
});

/** What the press of the button leaves when the server dies right after the processor's answer was written. */
async function pressThenCrash(open: OpenSession): Promise<void> {
  const { scope } = server.direct;
  const session_id = parseId("checkout_session", open.id) ?? "";
  const exchange = { idempotency: null, render: () => ({ status: 200, body: "{}" }) };
  const nowhere = { region: null, postal_code: null, city: null, line1: null, line2: null };
  const command = {
    expected_total: open.session.amount_total,
    email: "buyer@example.com",
    location: { country: "US", region: null, postal_code: null },
    card: {
      number: CARDS.good,
      exp_month: 12,
      exp_year: 2034,
      security_code: "123",
      billing_details: { ...nowhere, name: "Ada Buyer", email: null, phone: null, country: "US" },
      metadata: {},
    },
    keep_card: false,
  };
  const press = open.session.amount_total === 0 ? saveCardAtCheckout : payCheckoutSession;
  const answer = await press(server.core, scope, session_id, command, exchange, startSubscription);
  if (isRefusal(answer)) throw new Error(answer.message);
}

test("what a crash has left between the payment and the beginning is finished by a worker, once", async () => {
  for (const price of [{}, { trial_period_days: 3 }]) {
    const open = await makeSubscriptionSession(server.direct, { price });
    await pressThenCrash(open);
    expect((await startedBy(server.direct, open)).subscriptions).toMatchObject([{ status: "incomplete" }]);
    expect(await readSession(server.direct, open)).toMatchObject({ status: "complete" });
    server.clock.advance(11_000);
    const status = async () => (await startedBy(server.direct, open)).subscriptions[0]?.status;
    await expect.poll(status, PATIENCE).toBe(price.trial_period_days ? "trialing" : "active");
    const { subscriptions } = await startedBy(server.direct, open);
    expect(await eventsOf(server.direct, subscriptions[0]?.id)).toHaveLength(1);
  }
});

test("a session that ends unpaid takes its incomplete subscription and its invoice along", async () => {
  const open = await makeSubscriptionSession(server.direct);
  await payAtCashier(server, open, CARDS.declined);
  expect((await server.direct.faststar.post(`${SESSIONS}/${open.id}/expire`)).status).toBe(200);
  server.clock.advance(70_000);
  const status = async () => (await startedBy(server.direct, open)).subscriptions[0]?.status;
  await expect.poll(status, PATIENCE).toBe("incomplete_expired");
  const { subscriptions, invoices } = await startedBy(server.direct, open);
  expect(invoices).toMatchObject([{ status: "void", number: null }]);
  expect(await eventsOf(server.direct, subscriptions[0]?.id)).toEqual([]);
  expect((await payAtCashier(server, open, CARDS.good)).status).toBe(410);
});

test("a session with a trial can be expired before and after the button was pressed", async () => {
  for (const card of [undefined, CARDS.declined, CARDS.challenge]) {
    const open = await makeSubscriptionSession(server.direct, { price: { trial_period_days: 3 } });
    if (card !== undefined) await payAtCashier(server, open, card);
    const expired = await server.direct.faststar.post(`${SESSIONS}/${open.id}/expire`);
    expect(expired.body.data.session).toMatchObject({ status: "expired" });
    expect((await payAtCashier(server, open, CARDS.good)).status).toBe(410);
  }
});

test("a customer who is named subscribes, and no other customer is made", async () => {
  const customer_id = await makeCustomer(server.direct, { email: "kim@example.com" });
  const card = await saveCard(server, server.direct, customer_id);
  const open = await makeSubscriptionSession(server.direct, { customer_id });
  expect(open.session).toMatchObject({ customer_id, customer_email: "kim@example.com" });
  await payAtCashier(server, open, CARDS.good);
  const { subscriptions } = await startedBy(server.direct, open);
  expect(subscriptions).toMatchObject([{ customer_id, status: "active" }]);
  const cards = await readThings(server.direct, `/public/customers/${customer_id}/payment-methods`);
  expect(cards.map(({ id, is_default }) => [id === card, is_default])).toEqual([
    [false, false],
    [true, true],
  ]);
});

test("a payment of a named customer is the customer's, and their card is not kept", async () => {
  const customer_id = await makeCustomer(server.direct);
  const open = await makeSession(server.direct, { customer_id });
  await payAtCashier(server, open, CARDS.good);
  const { payment_intent_id } = await readSession(server.direct, open);
  const [told] = await eventsOf(server.direct, payment_intent_id);
  expect(told).toMatchObject({ type: "payment.succeeded", data: { customer_id } });
  expect(await readThings(server.direct, `/public/customers/${customer_id}/payment-methods`)).toEqual([]);
});

test("a subscription is canceled at once, or with the period that is paid for", async () => {
  const cancel = (id: string, body?: object) =>
    server.direct.faststar.post(`/public/subscriptions/${id}/cancel`, body);
  const now = await subscribe(server, server.direct);
  expect(dataOf(await cancel(now))).toMatchObject({ status: "canceled", next_billing_at: null });
  expect((await cancel(now)).body.error?.code).toBe("state_conflict");
  expect((await eventsOf(server.direct, now)).map(({ type }) => type)).toEqual([
    "subscription.created",
    "subscription.canceled",
  ]);

  const later = await subscribe(server, server.direct, { price: { recurring_interval: "day" } });
  for (const _ of [1, 2]) {
    expect(dataOf(await cancel(later, { at_period_end: true }))).toMatchObject({
      status: "active",
      cancel_at_period_end: true,
      next_billing_at: null,
      ended_at: null,
    });
  }
  server.clock.advance(DAY_MS + 1_000);
  await expect.poll(async () => (await read(later)).status, PATIENCE).toBe("canceled");
  expect((await eventsOf(server.direct, later)).map(({ type }) => type)).toEqual([
    "subscription.created",
    "subscription.updated",
    "subscription.canceled",
  ]);
});

test("a cancellation that is repeated with its key is answered with the same words", async () => {
  const id = await subscribe(server, server.direct);
  const headers = { "idempotency-key": randomUUID() };
  const path = `/public/subscriptions/${id}/cancel`;
  const answers = [1, 2].map(() => server.direct.faststar.post(path, {}, headers));
  const [first, second] = await Promise.all(answers);
  expect([first?.status, second?.status].filter((status) => status === 200).length).toBeGreaterThan(0);
  const third = await server.direct.faststar.post(path, {}, headers);
  expect(third.status).toBe(200);
  expect(third.headers.get("idempotent-replayed")).toBe("true");
  expect(await eventsOf(server.direct, id)).toHaveLength(2);
});

test("what a customer pays for ends when they are deleted", async () => {
  const id = await subscribe(server, server.direct);
  const { customer_id } = await read(id);
  expect((await server.direct.faststar.delete(`/public/customers/${String(customer_id)}`)).status).toBe(200);
  expect(await read(id)).toMatchObject({ status: "canceled" });
});

test("a subscription that has not begun cannot be canceled, and the answer says what to do", async () => {
  const open = await makeSubscriptionSession(server.direct);
  await payAtCashier(server, open, CARDS.declined);
  const { subscriptions } = await startedBy(server.direct, open);
  const path = `/public/subscriptions/${String(subscriptions[0]?.id)}/cancel`;
  const answer = await server.direct.faststar.post(path);
  expect(answer.status).toBe(409);
  expect(answer.body.message).toContain("Expire its checkout session");
});

test("lines that cannot be one subscription are refused by name of the line", async () => {
  const { faststar } = server.direct;
  const [monthly, yearly, trial, shorter] = await Promise.all([
    makeRecurringPrice(server.direct),
    makeRecurringPrice(server.direct, { recurring_interval: "year" }),
    makeRecurringPrice(server.direct, { trial_period_days: 14 }),
    makeRecurringPrice(server.direct, { trial_period_days: 7 }),
  ]);
  const post = (...prices: (string | undefined)[]) =>
    faststar.post(SESSIONS, {
      ...SESSION_FIELDS,
      mode: "subscription",
      line_items: prices.map((price_id) => ({ price_id, quantity: 1 })),
    });
  for (const [first, second, words] of [
    [monthly, yearly, "all lines of a subscription have one interval"],
    [monthly, trial, "line_items[1] has a trial of 14 days"],
    [trial, shorter, "all lines of a subscription have one trial period"],
  ] as const) {
    const { status, body } = await post(first, second);
    expect(status).toBe(400);
    expect(body.error?.param).toBe("line_items[1]");
    expect(body.message).toContain(words);
  }
  expect((await post(monthly, monthly)).body.data.session.amount_total).toBe(1998);
});

test("what a session of each mode cannot have is refused by name of the field", async () => {
  const { faststar } = server.direct;
  const price_id = await makeRecurringPrice(server.direct);
  const subscription = { ...SESSION_FIELDS, mode: "subscription", line_items: [{ price_id, quantity: 1 }] };
  const stranger = await makeCustomer(server.mor);
  for (const [body, status, param] of [
    [{ ...subscription, line_items: undefined }, 400, "line_items"],
    [
      { ...subscription, line_items: [{ ad_hoc_amount: 500, ad_hoc_currency: "USD" }] },
      400,
      "line_items[0].ad_hoc_amount",
    ],
    [{ ...subscription, currency: "USD" }, 400, "currency"],
    [{ ...subscription, customer_id: "nobody" }, 404, "customer_id"],
    [{ ...subscription, customer_id: stranger }, 404, "customer_id"],
    [{ ...subscription, mode: "setup" }, 400, "line_items"],
    [{ ...SESSION_FIELDS, mode: "setup", currency: "XXX" }, 400, "currency"],
    [{ ...SESSION_FIELDS, mode: "setup", buyer_country: "ZZ" }, 400, "buyer_country"],
    [{ ...SESSION_FIELDS, mode: "rent" }, 400, "mode"],
  ] as const) {
    const answer = await faststar.post(SESSIONS, body);
    expect([answer.status, answer.body.error?.param], answer.text).toEqual([status, param]);
  }
});

test("another merchant sees neither the subscription nor its invoice, and cannot cancel it", async () => {
  const id = await subscribe(server, server.direct);
  const { latest_invoice_id, customer_id } = await read(id);
  const { faststar } = server.mor;
  expect((await faststar.get(`/public/subscriptions/${id}`)).status).toBe(404);
  expect((await faststar.get(`/public/invoices/${String(latest_invoice_id)}`)).status).toBe(404);
  expect((await faststar.post(`/public/subscriptions/${id}/cancel`)).status).toBe(404);
  const path = `/public/subscriptions?customer_id=${String(customer_id)}`;
  expect(await readThings(server.mor, path)).toEqual([]);
  expect(await readThings(server.direct, path)).toMatchObject([{ id }]);
  expect(await readThings(server.direct, `${path}&status=canceled`)).toEqual([]);
});

test("a buyer whose move changes what later periods cost sees that before the trial begins", async () => {
  const open = await makeSubscriptionSession(server.mor, {
    buyer_country: "US",
    price: { trial_period_days: 7 },
  });
  const moved = await payAtCashier(server, open, CARDS.good, { region: "OR" });
  expect(moved.status).toBe(409);
  expect(moved.body.error?.code).toBe("amount_changed");
  expect(moved.body.view).toMatchObject({ amount_total: 0, recurring: { amount: 999 } });
  expect((await payAtCashier(server, open, CARDS.good, { region: "OR" })).status).toBe(200);
});
