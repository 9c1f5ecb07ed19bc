import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import { CARDS, makePaymentMethod, makeSession, payAtCashier } from "../support/shop.ts";

const server = useTestServer();

/** A session whose first card was declined: its payment exists and waits for another card. */
async function declinedSession() {
  const open = await makeSession(server.direct);
  await payAtCashier(server, open, CARDS.declined);
  const read = await server.direct.faststar.get(`/public/checkout/sessions/${open.id}`);
  return { open, intent_id: String(read.body.data.session.payment_intent_id) };
}

test("a session's payment is seen through the other API, as the session's price", async () => {
  const { intent_id } = await declinedSession();
  const seen = await server.direct.onerway.get(`/payment_intents/${intent_id}`);
  expect(seen.body).toMatchObject({ status: "requires_payment_method", amount: 999, currency: "usd" });
});

test("a session's payment can be paid and priced by the session alone", async () => {
  const { open, intent_id } = await declinedSession();
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const refused = [
    await onerway.post(`/payment_intents/${intent_id}/confirm`, { payment_method }),
    await onerway.post(`/payment_intents/${intent_id}`, { amount: 50 }),
    await onerway.post(`/payment_intents/${intent_id}`, { payment_method }),
  ];
  for (const { status, body } of refused) {
    expect(status).toBe(400);
    expect(body.error?.code).toBe("payment_intent_unexpected_state");
    expect(body.error?.message).toContain("checkout session");
  }
  expect((await onerway.post(`/payment_intents/${intent_id}`, { metadata: { note: "x" } })).status).toBe(200);
  expect((await payAtCashier(server, open, CARDS.good)).status).toBe(200);
});
