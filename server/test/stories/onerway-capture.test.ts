import { expect, test } from "vitest";
import { acquirerSays, authorizedIntent, cancel, capture, eventsOf } from "../support/captures.ts";
import { send } from "../support/http.ts";
import { balancesOf, getPayment, refund } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { answerChallenge, CARDS, makeIntent, makePaymentMethod, payIntent } from "../support/shop.ts";

const server = useTestServer();

const AUTHORIZED = { kind: "authorized", amount: 2000 };
const CONFLICT = {
  status: 400,
  body: { error: { type: "invalid_request_error", code: "payment_intent_unexpected_state" } },
};

async function read(id: string) {
  return (await server.direct.onerway.get(`/payment_intents/${id}`)).body;
}

test("a payment to be captured later keeps the money and takes none", async () => {
  const paid = await payIntent(server.direct, CARDS.good, { capture_method: "manual" });
  expect(paid.status).toBe(200);
  expect(paid.body).toMatchObject({
    status: "requires_capture",
    capture_method: "manual",
    amount: 2000,
    amount_capturable: 2000,
    amount_received: 0,
  });
  const { id } = paid.body;
  expect(await read(id)).toEqual(paid.body);
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED]);
  expect(await balancesOf(server, id)).toEqual({});
  expect(await eventsOf(server, id)).toEqual(["payment.created", "payment.amount_capturable_updated"]);
  expect(await getPayment(server.direct, id)).toMatchObject({
    status: "requires_capture",
    amount_received: 0,
  });
});

test("captured in full, it has succeeded, and the money is booked", async () => {
  const id = await authorizedIntent(server.direct);
  const { status, body } = await capture(server.direct, id);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id,
    status: "succeeded",
    amount: 2000,
    amount_capturable: 0,
    amount_received: 2000,
  });
  expect(await read(id)).toEqual(body);
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "captured", amount: 2000 }]);
  expect(await balancesOf(server, id)).toEqual({ acquirer_receivable: 2000, merchant_payable: -2000 });
  expect((await eventsOf(server, id)).slice(-2)).toEqual([
    "payment.amount_capturable_updated",
    "payment.succeeded",
  ]);
});

test("captured in part, the rest is released, and only the part can be refunded", async () => {
  const id = await authorizedIntent(server.direct, CARDS.good, { metadata: { order: "1" } });
  const { body } = await capture(server.direct, id, {
    amount_to_capture: 1500,
    final_capture: true,
    metadata: { shipped: "3 of 4" },
  });
  expect(body).toMatchObject({
    status: "succeeded",
    amount: 2000,
    amount_capturable: 0,
    amount_received: 1500,
    metadata: { order: "1", shipped: "3 of 4" },
  });
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "captured", amount: 1500 }]);
  expect(await capture(server.direct, id, { amount_to_capture: 500 })).toMatchObject(CONFLICT);
  const too_much = await refund(server.direct, id, { amount: 1501 });
  expect(too_much).toMatchObject({ status: 400, body: { error: { code: "amount_too_large" } } });
  const all = await refund(server.direct, id);
  expect(all.body.data).toMatchObject({ amount: 1500, status: "succeeded" });
  expect(await balancesOf(server, id)).toEqual({ acquirer_receivable: 0, merchant_payable: 0 });
});

test("a form can capture, too", async () => {
  const id = await authorizedIntent(server.direct);
  const fields = { amount_to_capture: 700, final_capture: true, expand: ["latest_charge"] };
  const { status, body } = await server.direct.onerway.form(`/payment_intents/${id}/capture`, fields);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "succeeded", amount_received: 700 });
});

test.each([
  [{ amount_to_capture: 2001 }, "amount_too_large", "amount_to_capture"],
  [{ amount_to_capture: 0 }, "parameter_invalid_integer", "amount_to_capture"],
  [{ amount_to_capture: -1 }, "parameter_invalid_integer", "amount_to_capture"],
  [{ amount_to_capture: 1.5 }, "parameter_invalid_integer", "amount_to_capture"],
  [{ amount_to_capture: "all" }, "parameter_invalid_integer", "amount_to_capture"],
  [{ final_capture: false }, "parameter_invalid", "final_capture"],
  [
    { metadata: Object.fromEntries(Array.from({ length: 50 }, (_, key) => [key, "x"])) },
    "parameter_invalid",
    "metadata",
  ],
])("a capture with %o is refused, and the payment can still be captured", async (fields, code, param) => {
  const id = await authorizedIntent(server.direct, CARDS.good, { metadata: { order: "1" } });
  const before = await read(id);
  const refused = await capture(server.direct, id, fields);
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({ type: "invalid_request_error", code, param });
  expect(await read(id)).toEqual(before);
  expect((await capture(server.direct, id)).body.status).toBe("succeeded");
});

test("only what waits for it can be captured", async () => {
  const { direct, mor } = server;
  const unpaid = await makeIntent(direct, { capture_method: "manual" });
  const paid = (await payIntent(direct, CARDS.good)).body.id;
  const captured = await authorizedIntent(direct);
  await capture(direct, captured);
  const canceled = await authorizedIntent(direct);
  await cancel(direct, canceled);
  for (const id of [unpaid, paid, captured, canceled]) {
    const refused = await capture(direct, id);
    expect(refused).toMatchObject(CONFLICT);
    expect(refused.body.error?.message).toContain((await read(id)).status);
  }
  const foreign = await authorizedIntent(mor);
  for (const id of [foreign, "pi_0000000000000000000000", "nonsense"]) {
    const missing = await capture(direct, id);
    expect(missing).toMatchObject({
      status: 404,
      body: { error: { code: "resource_missing", param: "id" } },
    });
  }
  expect((await capture(mor, foreign)).body.status).toBe("succeeded");
});

test("canceled instead, the money is released", async () => {
  const id = await authorizedIntent(server.direct);
  const { status, body } = await cancel(server.direct, id, { cancellation_reason: "requested_by_customer" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: "canceled",
    cancellation_reason: "requested_by_customer",
    canceled_at: expect.any(Number),
    amount_capturable: 0,
    amount_received: 0,
  });
  expect(await acquirerSays(server, id)).toEqual([AUTHORIZED, { kind: "voided", amount: 2000 }]);
  expect(await balancesOf(server, id)).toEqual({});
  expect((await eventsOf(server, id)).at(-1)).toBe("payment.canceled");
  expect(await cancel(server.direct, id)).toMatchObject(CONFLICT);
});

test("while the money is kept, neither the amount nor the card can change, but notes can", async () => {
  const { onerway } = server.direct;
  const id = await authorizedIntent(server.direct);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  for (const fields of [{ amount: 3000 }, { payment_method }, { capture_method: "automatic" }]) {
    expect(await onerway.post(`/payment_intents/${id}`, fields)).toMatchObject(CONFLICT);
  }
  expect(await onerway.post(`/payment_intents/${id}/confirm`, { payment_method })).toMatchObject(CONFLICT);
  expect(await refund(server.direct, id)).toMatchObject({ status: 409 });
  const noted = await onerway.post(`/payment_intents/${id}`, { metadata: { shelf: "A" } });
  expect(noted.body).toMatchObject({ status: "requires_capture", metadata: { shelf: "A" } });
  expect((await capture(server.direct, id)).body).toMatchObject({ amount_received: 2000 });
});

test("how the money is taken can be decided until it is confirmed", async () => {
  const { onerway } = server.direct;
  const id = await makeIntent(server.direct);
  expect((await read(id)).capture_method).toBe("automatic");
  await onerway.post(`/payment_intents/${id}`, { capture_method: "manual" });
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const confirmed = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  expect(confirmed.body).toMatchObject({ status: "requires_capture", capture_method: "manual" });
  const at_once = await payIntent(server.direct, CARDS.good, { capture_method: "automatic_async" });
  expect(at_once.body).toMatchObject({ status: "succeeded", capture_method: "automatic_async" });
  const unknown = await onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    capture_method: "later",
  });
  expect(unknown).toMatchObject({ status: 400, body: { error: { param: "capture_method" } } });
});

test("an intent can be made, confirmed and authorised in one request", async () => {
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const { body } = await server.direct.onerway.post("/payment_intents", {
    amount: 2000,
    currency: "usd",
    capture_method: "manual",
    payment_method,
    confirm: true,
  });
  expect(body).toMatchObject({ status: "requires_capture", amount_capturable: 2000 });
});

test("a decline leaves it to be tried again, and then authorised", async () => {
  const { onerway } = server.direct;
  const declined = await payIntent(server.direct, CARDS.declined, { capture_method: "manual" });
  expect(declined.status).toBe(402);
  const { id } = declined.body.error?.payment_intent ?? { id: "" };
  expect(await capture(server.direct, id)).toMatchObject(CONFLICT);
  const payment_method = await makePaymentMethod(server.direct, CARDS.good);
  const again = await onerway.post(`/payment_intents/${id}/confirm`, { payment_method });
  expect(again.body.status).toBe("requires_capture");
});

test("after the buyer has authenticated, it waits to be captured", async () => {
  const { body } = await payIntent(server.direct, CARDS.challenge, { capture_method: "manual" });
  expect(body).toMatchObject({ status: "requires_action", amount_capturable: 0 });
  expect(await capture(server.direct, body.id)).toMatchObject(CONFLICT);
  await answerChallenge(body.next_action?.redirect_to_url.url ?? "", "approve");
  expect(await read(body.id)).toMatchObject({
    status: "requires_capture",
    amount_capturable: 2000,
    next_action: null,
  });
  expect(await balancesOf(server, body.id)).toEqual({});
  // Nothing is left for the buyer to do.
  const page = await send(`${server.url}/authenticate/${body.id}/state`, {
    headers: { "x-client-secret": body.client_secret },
  });
  expect(page.body).toMatchObject({ state: "succeeded" });
  const captured = await capture(server.direct, body.id, { amount_to_capture: 1 });
  expect(captured.body).toMatchObject({ status: "succeeded", amount_received: 1 });
  expect(await acquirerSays(server, body.id)).toEqual([AUTHORIZED, { kind: "captured", amount: 1 }]);
});

test("Onerway's webhooks are told when an amount can be captured, and FastStar's when it is paid", async () => {
  const id = await authorizedIntent(server.direct);
  await capture(server.direct, id, { amount_to_capture: 1200 });
  const { body } = await server.direct.faststar.get("/public/events?limit=100");
  const told = (
    body.data.items as unknown as { type: string; data: { payment_id?: string; status: string } }[]
  )
    .filter(({ data }) => data.payment_id === id)
    .map(({ type, data }) => ({ type, status: data.status }));
  expect(told).toEqual([{ type: "payment.succeeded", status: "succeeded" }]);
});
