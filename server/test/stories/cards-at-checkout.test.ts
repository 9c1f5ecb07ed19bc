import { describe, expect, test, vi } from "vitest";
import { customerWithCard, makeCustomer, saveCard } from "../support/saved-cards.ts";
import { useTestServer } from "../support/server.ts";
import {
  answerChallenge,
  CARDS,
  cashierPost,
  cashierState,
  makeSession,
  type OpenSession,
  payAtCashier,
  payWithSavedCard,
} from "../support/shop.ts";

const server = useTestServer();
/** Longer than a worker pauses before it looks for cards to keep. */
const WORKER_LOOKS_MS = 5_000;

const openFor = (customer_id: string, fields: object = {}) =>
  makeSession(server.direct, { customer_id, ...fields });

/** The customer's cards, as the merchant is told. */
async function cardsOf(customer: string): Promise<{ id: string; last4: string; is_default: boolean }[]> {
  const path = `/public/customers/${customer}/payment-methods`;
  const { items } = (await server.direct.faststar.get(path)).body.data;
  return items as never;
}

async function intentOf({ id }: OpenSession) {
  const { session } = (await server.direct.faststar.get(`/public/checkout/sessions/${id}`)).body.data;
  return (await server.direct.onerway.get(`/payment_intents/${session.payment_intent_id}`)).body;
}

const GONE = { status: 409, body: { error: { code: "card_gone", field: "payment_method_id" } } };

describe("a session of a customer", () => {
  test("says whose it is, and knows the customer's address", async () => {
    const customer = await makeCustomer(server.direct, { email: "grace@example.com" });
    const open = await openFor(customer);
    expect(open.session).toMatchObject({ customer_id: customer, customer_email: "grace@example.com" });
    expect((await cashierState(server, open)).body.buyer.email).toBe("grace@example.com");
    const told = await openFor(customer, { customer_email: "other@example.com" });
    expect((await cashierState(server, told)).body.buyer.email).toBe("other@example.com");
  });

  test.each([["cus_nobody"], ["cus_0000000000000000000000"], [""]])(
    "cannot be made for %j, who is no customer",
    async (customer_id) => {
      const body = { mode: "payment", success_url: "https://a.example", cancel_url: "https://a.example" };
      const line_items = [{ ad_hoc_amount: 100, ad_hoc_currency: "USD", description: "Mug" }];
      const answer = await server.direct.faststar.post("/public/checkout/sessions", {
        ...body,
        line_items,
        customer_id,
      });
      expect([400, 404]).toContain(answer.status);
      expect(answer.body).toMatchObject({ success: false, error: { param: "customer_id" } });
    },
  );

  test("cannot be made for another merchant's customer", async () => {
    const customer = await makeCustomer(server.mor);
    await expect(openFor(customer)).rejects.toThrow(/404/);
  });

  test("offers the customer's cards, the default first, and shows no more of them than their ends", async () => {
    const { customer, card: first } = await customerWithCard(server, server.direct);
    const second = await saveCard(server, server.direct, customer, CARDS.challenge);
    const { text, body } = await cashierState(server, await openFor(customer));
    const expiry = { exp_month: 12, exp_year: 2034, expired: false, brand: "visa" };
    expect(body.saved_cards).toEqual([
      { id: first, last4: "4242", ...expiry },
      { id: second, last4: "3184", ...expiry },
    ]);
    expect(text).not.toMatch(/fingerprint|4242424242424242|card_id|vault_entry/);
  });

  test("marks a card that has expired", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const scope = server.direct.scope;
    await server.db.query(
      "UPDATE payment_methods SET exp_year = 2020 WHERE merchant_id = $1 AND customer_id IS NOT NULL AND last4 = '4242'",
      [scope.merchant_id],
    );
    const { body } = await cashierState(server, await openFor(customer));
    expect(body.saved_cards).toMatchObject([{ id: card, expired: true }]);
  });

  test("offers nothing once the customer is deleted, and can still be paid", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    await server.direct.faststar.delete(`/public/customers/${customer}`);
    expect((await cashierState(server, open)).body.saved_cards).toBeNull();
    expect(await payWithSavedCard(server, open, card)).toMatchObject(GONE);
    const { status } = await payAtCashier(server, open, CARDS.good, { keep_card: true });
    expect(status).toBe(200);
  });
});

test("without a customer there are no saved cards, and nothing is kept", async () => {
  const { card } = await customerWithCard(server, server.direct);
  const open = await makeSession(server.direct);
  expect(open.session).toMatchObject({ customer_id: null });
  expect((await cashierState(server, open)).body.saved_cards).toBeNull();
  expect(await payWithSavedCard(server, open, card)).toMatchObject(GONE);
  expect((await payAtCashier(server, open, CARDS.good, { keep_card: true })).status).toBe(200);
});

describe("a saved card", () => {
  test("pays without a number, a name or a security code", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    const { status, body } = await payWithSavedCard(server, open, card);
    expect([status, body.status]).toEqual([200, "complete"]);
    expect(await intentOf(open)).toMatchObject({ status: "succeeded", payment_method: card });
  });

  test("pays once, however often the button is pressed", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    const before = (await server.journal()).filter(({ kind }) => kind === "approved").length;
    await Promise.all(Array.from({ length: 4 }, () => payWithSavedCard(server, open, card)));
    const after = (await server.journal()).filter(({ kind }) => kind === "approved").length;
    expect(after).toBe(before + 1);
  });

  test("of another customer, or of nobody, does not pay, and the session stays open", async () => {
    const { customer } = await customerWithCard(server, server.direct);
    const stranger = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    for (const id of [stranger.card, "pm_0000000000000000000000", "nonsense"]) {
      expect(await payWithSavedCard(server, open, id)).toMatchObject(GONE);
    }
    expect((await cashierState(server, open)).body.payment.state).toBe("none");
  });

  test("that was detached meanwhile does not pay, and is not offered any more", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    await server.direct.faststar.delete(`/public/payment-methods/${card}`);
    const { status, body } = await payWithSavedCard(server, open, card);
    expect([status, body.error?.code, body.view?.saved_cards]).toEqual([409, "card_gone", []]);
  });

  test("and a typed one together are refused, and so is neither", async () => {
    const { customer, card } = await customerWithCard(server, server.direct);
    const open = await openFor(customer);
    const typed = { number: CARDS.good, exp_month: 12, exp_year: 2034, cvc: "123" };
    expect(await payWithSavedCard(server, open, card, { card: typed })).toMatchObject({ status: 409 });
    const neither = await payWithSavedCard(server, open, card, { payment_method_id: undefined });
    expect(neither).toMatchObject({ status: 400, body: { error: { code: "invalid_field", field: "card" } } });
    const unnamed = await payAtCashier(server, open, CARDS.good, { name: undefined });
    expect(unnamed).toMatchObject({ status: 400, body: { error: { code: "invalid_field", field: "name" } } });
  });

  test("whose bank wants to hear from the buyer pays once they have answered", async () => {
    const { customer, card } = await customerWithCard(server, server.direct, CARDS.challenge);
    const open = await openFor(customer);
    const { body } = await payWithSavedCard(server, open, card);
    expect(body.payment.state).toBe("requires_action");
    await answerChallenge(body.payment.challenge_url ?? "", "approve");
    expect((await cashierPost(server, open, "authenticated", {})).body.status).toBe("complete");
  });

  test("that is declined can be followed by another one, and stays saved", async () => {
    const { customer, card } = await customerWithCard(server, server.direct, CARDS.saved_then_declined);
    const other = await saveCard(server, server.direct, customer);
    const open = await openFor(customer);
    expect(await payWithSavedCard(server, open, card)).toMatchObject({
      status: 402,
      body: { error: { code: "card_declined" } },
    });
    expect((await payWithSavedCard(server, open, other)).body.status).toBe("complete");
    expect(await cardsOf(customer)).toHaveLength(2);
  });
});

describe("the card that a buyer wants kept", () => {
  test("is the customer's once it has paid, and can be charged later", async () => {
    const customer = await makeCustomer(server.direct);
    const open = await openFor(customer);
    expect((await payAtCashier(server, open, CARDS.good, { keep_card: true })).status).toBe(200);
    const cards = await cardsOf(customer);
    expect(cards).toMatchObject([{ last4: "4242", is_default: true }]);
    const charge = { amount: 500, currency: "USD", off_session: true, payment_method_id: cards[0]?.id };
    expect(await server.direct.faststar.post(`/public/customers/${customer}/charge`, charge)).toMatchObject({
      status: 200,
      body: { data: { status: "succeeded" } },
    });
  });

  test("is not kept unless the buyer says so", async () => {
    const customer = await makeCustomer(server.direct);
    await payAtCashier(server, await openFor(customer), CARDS.good);
    await payAtCashier(server, await openFor(customer), CARDS.good, { keep_card: false });
    expect(await cardsOf(customer)).toEqual([]);
  });

  test("is not kept when another one paid in the end", async () => {
    const customer = await makeCustomer(server.direct);
    const open = await openFor(customer);
    expect((await payAtCashier(server, open, CARDS.declined, { keep_card: true })).status).toBe(402);
    expect((await payAtCashier(server, open, CARDS.good)).status).toBe(200);
    expect(await cardsOf(customer)).toEqual([]);
  });

  test("is kept once when the customer has it already", async () => {
    const { customer } = await customerWithCard(server, server.direct);
    await payAtCashier(server, await openFor(customer), CARDS.good, { keep_card: true });
    expect(await cardsOf(customer)).toHaveLength(1);
  });

  test("is kept after the bank has heard from the buyer, not before", async () => {
    const customer = await makeCustomer(server.direct);
    const open = await openFor(customer);
    const { body } = await payAtCashier(server, open, CARDS.challenge, { keep_card: true });
    expect(await cardsOf(customer)).toEqual([]);
    await answerChallenge(body.payment.challenge_url ?? "", "approve");
    await cashierPost(server, open, "authenticated", {});
    expect(await cardsOf(customer)).toMatchObject([{ last4: "3184" }]);
  });

  test("is kept also when the buyer left before the bank's answer was there", async () => {
    const customer = await makeCustomer(server.direct);
    const open = await openFor(customer);
    const { body } = await payAtCashier(server, open, CARDS.challenge, { keep_card: true });
    await answerChallenge(body.payment.challenge_url ?? "", "approve");
    // Nobody looks at the page again: the worker finds it, when it looks next.
    server.clock.advance(WORKER_LOOKS_MS);
    await vi.waitFor(async () => expect(await cardsOf(customer)).toHaveLength(1), { timeout: 60_000 });
    const waiting = await server.db.query(
      "SELECT 1 FROM checkout_sessions WHERE card_to_keep_id IS NOT NULL",
    );
    expect(waiting).toEqual([]);
  });
});
