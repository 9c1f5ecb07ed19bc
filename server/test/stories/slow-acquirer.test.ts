import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { DOORS } from "../support/doors.ts";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierState,
  makeIntent,
  makePaymentMethod,
  makeSession,
  payAtCashier,
} from "../support/shop.ts";
import { holdAcquirer, loseSoon } from "../support/slow-acquirer.ts";

const server = useTestServer();
const PATIENCE = { timeout: 60_000, interval: 20 };

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}

async function statusOf(id: string): Promise<string> {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body.status;
}

describe.each(DOORS)("while a payment through $name is under way", (door) => {
  test("it cannot be paid again, and then succeeds once", async () => {
    const sale = await door.open(server, server.direct);
    const before = await approvals();
    const held = holdAcquirer(server);
    const trying = sale.tryToPay(CARDS.good);
    await held.asked;
    const again = await sale.tryToPay(CARDS.good);
    expect([400, 409]).toContain(again.http_status);
    expect(await statusOf(await sale.intent_id())).toBe("processing");
    held.release();
    expect(await trying).toMatchObject({ http_status: 200, state: "succeeded" });
    expect(await approvals()).toBe(before + 1);
  });

  test("it cannot be called off, and when it is declined it can", async () => {
    const sale = await door.open(server, server.direct);
    const held = holdAcquirer(server);
    const trying = sale.tryToPay(CARDS.declined);
    await held.asked;
    const cancel = `/payment_intents/${await sale.intent_id()}/cancel`;
    const refused = await server.direct.onerway.post(cancel);
    expect(refused.status).toBe(400);
    expect(refused.body.error?.code).toBe("payment_intent_unexpected_state");
    held.release();
    expect(await trying).toMatchObject({ http_status: 402, state: "unpaid" });
    expect((await server.direct.onerway.post(cancel)).body.status).toBe("canceled");
    expect((await sale.tryToPay(CARDS.good)).http_status).toBeGreaterThanOrEqual(400);
  });
});

test("a session that is being paid cannot expire, and says that it is being paid", async () => {
  const open = await makeSession(server.mor);
  const held = holdAcquirer(server);
  const paying = payAtCashier(server, open, CARDS.good);
  await held.asked;
  const refused = await server.mor.faststar.post(`/public/checkout/sessions/${open.id}/expire`);
  expect(refused.status).toBe(409);
  expect(refused.body.error?.code).toBe("state_conflict");
  expect((await cashierState(server, open)).body).toMatchObject({
    status: "open",
    payment_status: "unpaid",
    payment: { state: "processing" },
  });
  const second_tab = await payAtCashier(server, open, CARDS.good);
  expect(second_tab.status).toBe(409);
  expect(second_tab.body).toMatchObject({ error: { code: "payment_in_progress" } });
  held.release();
  expect((await paying).body).toMatchObject({ status: "complete", payment_status: "paid" });
});

test("what a buyer moves while paying does not change the total any more", async () => {
  const open = await makeSession(server.mor, { buyer_country: "DE" });
  const held = holdAcquirer(server);
  const paying = payAtCashier(server, open, CARDS.good, { country: "DE" });
  await held.asked;
  const elsewhere = await payAtCashier(server, open, CARDS.good, { country: "US", expected_total: 1079 });
  expect(elsewhere.status).toBe(409);
  held.release();
  expect((await paying).body).toMatchObject({ status: "complete", amount_total: 999, amount_tax: 160 });
});

test("asking again with the same key while the first request runs is answered with 409, and to be asked again", async () => {
  const { onerway } = server.direct;
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const body = { amount: 2000, currency: "usd", payment_method, confirm: true };
  const headers = { "idempotency-key": randomUUID() };
  const held = holdAcquirer(server);
  const first = onerway.post("/payment_intents", body, headers);
  await held.asked;
  const meanwhile = await onerway.post("/payment_intents", body, headers);
  expect(meanwhile.status).toBe(409);
  expect(meanwhile.body.error).toMatchObject({ type: "idempotency_error", code: "idempotency_key_in_use" });
  expect(meanwhile.headers.get("stripe-should-retry")).toBe("true");
  held.release();
  const { status, text } = await first;
  expect(status).toBe(200);
  expect(await onerway.post("/payment_intents", body, headers)).toMatchObject({ status, text });
});

/** Pays with an acquirer that does not answer in time. Answers the intent's id. */
async function payWithoutAnswer(decides: "before" | "after") {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const id = await makeIntent(server.direct);
  loseSoon(server);
  const held = holdAcquirer(server, decides);
  const answer = await server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  expect(answer).toMatchObject({ status: 200, body: { id, status: "processing" } });
  return { id, held };
}

test("an approval whose answer was lost is found out by asking, and the card is charged once", async () => {
  const before = await approvals();
  const { id, held } = await payWithoutAnswer("before");
  server.clock.advance(10_000);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("succeeded");
  held.release();
  expect(await approvals()).toBe(before + 1);
});

test("a payment that never reached the acquirer is given up, can be made again, and cannot arrive later", async () => {
  const before = await approvals();
  const { id, held } = await payWithoutAnswer("after");
  server.clock.advance(10_000);
  await expect.poll(() => statusOf(id), PATIENCE).toBe("requires_payment_method");
  const { body } = await server.direct.onerway.get(`/payment_intents/${id}`);
  expect(body.last_payment_error).toMatchObject({ code: "processing_error" });
  held.release();
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const again = await server.direct.onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  expect(again.body.status).toBe("succeeded");
  expect(await approvals()).toBe(before + 1);
});
