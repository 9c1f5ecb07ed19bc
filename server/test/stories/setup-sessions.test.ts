import { expect, test } from "vitest";
import { makeCustomer } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, cashierPost, cashierState, payAtCashier } from "../support/shop.ts";
import { dataOf, makeSetupSession, readSession, readThings } from "../support/subscriptions.ts";

const server = useTestServer();

const cardsOf = (customer_id: unknown) =>
  readThings(server.direct, `/public/customers/${String(customer_id)}/payment-methods`);

test("a buyer leaves a card, is charged nothing, and becomes a customer whose card can be charged", async () => {
  const open = await makeSetupSession(server.direct);
  expect(open.session).toMatchObject({
    amount_total: 0,
    currency: null,
    line_items: [],
    payment_status: "no_payment_required",
  });
  const saved = await payAtCashier(server, open, CARDS.good);
  expect(saved.body).toMatchObject({ status: "complete", payment: { state: "succeeded" } });
  const session = await readSession(server.direct, open);
  expect(session).toMatchObject({
    status: "complete",
    payment_intent_id: null,
    subscription_id: null,
    setup_intent_id: expect.any(String),
    customer_id: expect.any(String),
  });
  expect(await cardsOf(session.customer_id)).toMatchObject([{ last4: "4242", is_default: true }]);
  const path = `/public/customers/${String(session.customer_id)}/charge`;
  const charged = await server.direct.faststar.post(path, {
    amount: 700,
    currency: "USD",
    off_session: true,
  });
  expect(charged.body.data.status).toBe("succeeded");
});

test("a card that was verified with the bank can be charged without the buyer afterwards", async () => {
  const customer_id = await makeCustomer(server.direct);
  const open = await makeSetupSession(server.direct, { customer_id, currency: "eur" });
  expect(open.session).toMatchObject({ currency: "EUR", customer_id });
  const waiting = await payAtCashier(server, open, CARDS.challenge_unless_set_up);
  expect(waiting.body).toMatchObject({ status: "open", payment: { state: "requires_action" } });
  await answerChallenge(waiting.body.payment.challenge_url ?? "", "approve");
  const done = await cashierPost(server, open, "authenticated", {});
  expect(done.body).toMatchObject({ status: "complete" });
  const charge = { amount: 700, currency: "USD", off_session: true };
  const charged = await server.direct.faststar.post(`/public/customers/${customer_id}/charge`, charge);
  expect(charged.body.data.status).toBe("succeeded");
});

test("a buyer whose bank says no tries another card, and only that one is kept", async () => {
  const customer_id = await makeCustomer(server.direct);
  const open = await makeSetupSession(server.direct, { customer_id });
  const waiting = await payAtCashier(server, open, CARDS.challenge);
  await answerChallenge(waiting.body.payment.challenge_url ?? "", "fail");
  const failed = await cashierPost(server, open, "authenticated", {});
  expect(failed.body).toMatchObject({ status: "open", payment: { state: "none" } });
  expect(failed.body.payment.last_error).not.toBeNull();
  const declined = await payAtCashier(server, open, CARDS.declined);
  expect([declined.status, declined.body.error?.code]).toEqual([402, "card_declined"]);
  expect(await cardsOf(customer_id)).toEqual([]);
  expect((await payAtCashier(server, open, CARDS.good)).status).toBe(200);
  expect(await cardsOf(customer_id)).toMatchObject([{ last4: "4242" }]);
});

test("two tabs at once keep one card, and a third finds the session complete", async () => {
  const customer_id = await makeCustomer(server.direct);
  const open = await makeSetupSession(server.direct, { customer_id });
  await Promise.all([1, 2, 3, 4].map(() => payAtCashier(server, open, CARDS.good)));
  expect((await cashierState(server, open)).body.status).toBe("complete");
  expect(await cardsOf(customer_id)).toHaveLength(1);
  const late = await payAtCashier(server, open, CARDS.good);
  expect([late.status, late.body.error?.code]).toEqual([409, "session_complete"]);
});

test("a number that cannot be a card's makes no customer", async () => {
  const open = await makeSetupSession(server.direct);
  const refused = await payAtCashier(server, open, "4242424242424241");
  expect([refused.status, refused.body.error?.field]).toEqual([402, "number"]);
  expect(await readSession(server.direct, open)).toMatchObject({ customer_id: null, setup_intent_id: null });
});

test("a session whose customer was deleted meanwhile saves nothing", async () => {
  const customer_id = await makeCustomer(server.direct);
  const open = await makeSetupSession(server.direct, { customer_id });
  await server.direct.faststar.delete(`/public/customers/${customer_id}`);
  const late = await payAtCashier(server, open, CARDS.good);
  expect([late.status, late.body.error?.code]).toEqual([410, "session_expired"]);
});

test("sessions of all modes are listed by their state", async () => {
  const open = await makeSetupSession(server.direct, { client_reference_id: "shelf" });
  const path = (status: string) => `/public/checkout/sessions?client_reference_id=shelf&status=${status}`;
  expect(await readThings(server.direct, path("open"))).toMatchObject([{ id: open.id, mode: "setup" }]);
  await payAtCashier(server, open, CARDS.good);
  const [complete] = await readThings(server.direct, path("complete"));
  expect(complete).toMatchObject({ id: open.id, setup_intent_id: expect.any(String) });
  const refused = await server.direct.faststar.post(`/public/checkout/sessions/${open.id}/expire`);
  expect([refused.status, refused.body.error?.code]).toEqual([400, "session_complete"]);
  expect(dataOf(await server.direct.faststar.get(`/public/checkout/sessions/${open.id}`))).toMatchObject({
    session: { status: "complete" },
  });
});
