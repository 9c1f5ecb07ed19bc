import { describe, expect, test } from "vitest";
import { formatId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import {
  balancesOf,
  getPayment,
  getRefund,
  givenBack,
  paidIntent,
  paidSession,
  type RefundAnswer,
  refund,
  SLOW_REFUND_CARDS,
  SLOW_REFUND_MS,
} from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makePrice, payIntent } from "../support/shop.ts";

const server = useTestServer();
const PATIENCE = { timeout: 60_000, interval: 20 };

test("a payment is refunded in full when no amount is named", async () => {
  const payment_id = await paidSession(server, server.mor, { client_reference_id: "order_1" });
  const answer = await refund(server.mor, payment_id, {
    reason: "requested_by_customer",
    metadata: { ticket: "4711" },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    message: "Refund created successfully",
    data: {
      id: expect.stringMatching(/^re_[0-9A-Za-z]{22}$/),
      payment_id,
      amount: 1079,
      amount_tax: 80,
      currency: "USD",
      status: "succeeded",
      reason: "requested_by_customer",
      failure_reason: null,
      metadata: { ticket: "4711" },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
  });
  expect(await getRefund(server.mor, answer.body.data.id)).toEqual(answer.body.data);
  expect(await getPayment(server.mor, payment_id)).toMatchObject({
    status: "succeeded",
    amount_received: 1079,
    amount_refunded: 1079,
    refunded: true,
  });
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 0,
    merchant_payable: 0,
    tax_payable: 0,
  });
  expect(await givenBack(server, payment_id)).toEqual([1079]);
});

test("a payment is refunded in parts, and the tax goes back in proportion and to the last cent", async () => {
  const payment_id = await paidSession(server, server.mor);
  const parts: [number, number][] = [];
  for (const amount of [360, 360]) {
    const { data } = (await refund(server.mor, payment_id, { amount })).body;
    parts.push([data.amount, data.amount_tax]);
    expect(await getPayment(server.mor, payment_id)).toMatchObject({ refunded: false });
  }
  const { data } = (await refund(server.mor, payment_id)).body;
  parts.push([data.amount, data.amount_tax]);
  expect(parts).toEqual([
    [360, 27],
    [360, 26],
    [359, 27],
  ]);
  expect(await getPayment(server.mor, payment_id)).toMatchObject({ amount_refunded: 1079, refunded: true });
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 0,
    merchant_payable: 0,
    tax_payable: 0,
  });
});

test("where the tax is in the price, a partial refund takes its part of the tax back", async () => {
  const line_items = [{ price_id: await makePrice(server.mor, { unit_amount: 1000, currency: "EUR" }) }];
  const payment_id = await paidSession(server, server.mor, { line_items, buyer_country: "DE" });
  const { body } = await refund(server.mor, payment_id, { amount: 500 });
  expect(body.data).toMatchObject({ amount: 500, amount_tax: 80, currency: "EUR" });
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 500,
    merchant_payable: -420,
    tax_payable: -80,
  });
});

test("a payment that came through the other API can be refunded, also by its other name", async () => {
  const payment_intent_id = await paidIntent(server.direct);
  const { status, body } = await server.direct.faststar.post("/public/refunds", {
    payment_intent_id,
    amount: 500,
  });
  expect(status).toBe(200);
  expect(body.data).toMatchObject({ payment_id: payment_intent_id, amount: 500, amount_tax: 0 });
});

describe("what cannot be refunded is refused, and nothing moves", () => {
  test("a payment that is not paid", async () => {
    const unpaid = await makeIntent(server.direct);
    const answer = await refund(server.direct, unpaid);
    expect(answer).toMatchObject({
      status: 409,
      body: { success: false, error: { code: "state_conflict" } },
    });
    expect(answer.body.message).toContain("requires_payment_method");
    const declined = (await payIntent(server.direct, CARDS.declined)).body.error?.payment_intent?.id ?? "";
    expect((await refund(server.direct, declined)).status).toBe(409);
  });

  test("a payment that is waiting for the buyer's bank, or was canceled", async () => {
    const waiting = (await payIntent(server.direct, CARDS.challenge)).body.id;
    expect((await refund(server.direct, waiting)).body.message).toContain("requires_action");
    const canceled = await makeIntent(server.direct);
    await server.direct.onerway.post(`/payment_intents/${canceled}/cancel`);
    expect((await refund(server.direct, canceled)).body.message).toContain("canceled");
  });

  test("more than was paid, or than is left: the answer says how much is", async () => {
    const payment_id = await paidIntent(server.direct);
    const above = await refund(server.direct, payment_id, { amount: 2001 });
    expect(above).toMatchObject({
      status: 400,
      body: { error: { code: "amount_too_large", param: "amount" } },
    });
    expect(above.body.message).toContain("no more than 2000");
    await refund(server.direct, payment_id, { amount: 1500 });
    const left = await refund(server.direct, payment_id, { amount: 501 });
    expect(left.status).toBe(400);
    expect(left.body.message).toContain("no more than 500");
    expect(await givenBack(server, payment_id)).toEqual([1500]);
  });

  test("a payment that is refunded already: the answer says that nothing is left", async () => {
    const payment_id = await paidIntent(server.direct);
    await refund(server.direct, payment_id);
    for (const fields of [{}, { amount: 1 }]) {
      const again = await refund(server.direct, payment_id, fields);
      expect(again).toMatchObject({ status: 409, body: { error: { code: "state_conflict" } } });
      expect(again.body.message).toContain("0 of 2000 is left");
    }
  });

  test.each([0, -1, 1.5, "500", 2 ** 53, true, [500]])("an amount of %j", async (amount) => {
    const payment_id = await paidIntent(server.direct);
    const answer = await refund(server.direct, payment_id, { amount });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "parameter_invalid_integer", param: "amount" } },
    });
    expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 0 });
  });

  test("a payment that nobody knows, or two at once", async () => {
    const payment_id = await paidIntent(server.direct);
    const unknown = formatId("payment_intent", server.core.new_id());
    for (const id of ["nonsense", unknown]) {
      const error = { code: "resource_missing", param: "payment_id" };
      expect(await refund(server.direct, id)).toMatchObject({ status: 404, body: { error } });
    }
    const { faststar } = server.direct;
    const by_alias = await faststar.post("/public/refunds", { payment_intent_id: unknown });
    expect(by_alias).toMatchObject({ status: 404, body: { error: { param: "payment_intent_id" } } });
    const both = await refund(server.direct, payment_id, { payment_intent_id: unknown });
    expect(both).toMatchObject({ status: 400, body: { error: { param: "payment_intent_id" } } });
    const neither = await faststar.post("/public/refunds", { amount: 500 });
    expect(neither).toMatchObject({
      status: 400,
      body: { error: { code: "parameter_missing", param: "payment_id" } },
    });
    const named_twice = await refund(server.direct, payment_id, { payment_intent_id: payment_id });
    expect(named_twice.status).toBe(200);
  });

  test("for a reason that is none", async () => {
    const payment_id = await paidIntent(server.direct);
    const answer = await refund(server.direct, payment_id, { reason: "because" });
    expect(answer).toMatchObject({ status: 400, body: { error: { param: "reason" } } });
  });
});

describe("a refund that the bank takes its time for", () => {
  test("is pending, counts, and succeeds later", async () => {
    const payment_id = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
    const { body } = await refund(server.direct, payment_id, { amount: 1500 });
    expect(body).toMatchObject({ message: "Refund is on its way", data: { status: "pending" } });
    expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 1500 });
    expect((await refund(server.direct, payment_id, { amount: 501 })).status).toBe(400);
    expect(await balancesOf(server, payment_id)).toMatchObject({ merchant_payable: -2000 });

    server.clock.advance(SLOW_REFUND_MS);
    const statusOf = async () => (await getRefund(server.direct, body.data.id)).status;
    await expect.poll(statusOf, PATIENCE).toBe("succeeded");
    expect(await balancesOf(server, payment_id)).toMatchObject({ merchant_payable: -500 });
    expect(await givenBack(server, payment_id)).toEqual([1500]);
  });

  test("can be called off meanwhile, and what was called off can be refunded again", async () => {
    const payment_id = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
    const { id } = (await refund(server.direct, payment_id)).body.data;
    const canceled = await server.direct.faststar.post(`/public/refunds/${id}/cancel`);
    expect(canceled).toMatchObject({
      status: 200,
      body: { message: "Refund canceled", data: { id, status: "canceled" } },
    });
    expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 0 });
    const again = await refund(server.direct, payment_id);
    expect(again.body.data).toMatchObject({ amount: 2000, status: "pending" });

    server.clock.advance(SLOW_REFUND_MS);
    const statusOf = async () => (await getRefund(server.direct, again.body.data.id)).status;
    await expect.poll(statusOf, PATIENCE).toBe("succeeded");
    const too_late = await server.direct.faststar.post(`/public/refunds/${again.body.data.id}/cancel`);
    expect(too_late).toMatchObject({ status: 409, body: { error: { code: "state_conflict" } } });
    expect(await getRefund(server.direct, id)).toMatchObject({ status: "canceled" });
    expect(await balancesOf(server, payment_id)).toMatchObject({ merchant_payable: 0 });
  });

  test("cannot be called off when the bank has carried it out before we heard of it", async () => {
    const payment_id = await paidIntent(server.direct, SLOW_REFUND_CARDS.succeeds_later);
    const { id } = (await refund(server.direct, payment_id)).body.data;
    server.clock.advance(SLOW_REFUND_MS);
    const too_late = await server.direct.faststar.post(`/public/refunds/${id}/cancel`);
    expect(too_late.status).toBe(409);
    expect(too_late.body.message).toContain("succeeded");
    expect(await getRefund(server.direct, id)).toMatchObject({ status: "succeeded" });
  });
});

test("a refund that the bank sends back fails, is taken out of the books, and can be made again", async () => {
  const payment_id = await paidSession(server, server.mor, { number: SLOW_REFUND_CARDS.fails_later });
  const { id, status } = (await refund(server.mor, payment_id, { amount: 500 })).body.data;
  expect(status).toBe("succeeded");
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 579,
    merchant_payable: -536,
    tax_payable: -43,
  });

  server.clock.advance(SLOW_REFUND_MS);
  await expect.poll(async () => (await getRefund(server.mor, id)).status, PATIENCE).toBe("failed");
  expect(await getRefund(server.mor, id)).toMatchObject({ failure_reason: "expired_or_canceled_card" });
  expect(await getPayment(server.mor, payment_id)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(await balancesOf(server, payment_id)).toEqual({
    acquirer_receivable: 1079,
    merchant_payable: -999,
    tax_payable: -80,
  });
  const again = await refund(server.mor, payment_id);
  expect(again.body.data).toMatchObject({ amount: 1079, amount_tax: 80, status: "succeeded" });
});

test("of twenty partial refunds at once as many succeed as there is money, and the acquirer gives no more", async () => {
  const payment_id = await paidIntent(server.direct);
  const answers: RefundAnswer[] = await Promise.all(
    Array.from({ length: 20 }, () => refund(server.direct, payment_id, { amount: 300 })),
  );
  const succeeded = answers.filter(({ status }) => status === 200);
  expect(succeeded).toHaveLength(6);
  for (const { status, body } of answers.filter((answer) => !succeeded.includes(answer))) {
    expect({ status, code: body.error?.code }).toEqual({ status: 400, code: "amount_too_large" });
    expect(body.message).toContain("no more than 200");
  }
  expect(await getPayment(server.direct, payment_id)).toMatchObject({ amount_refunded: 1800 });
  expect(await givenBack(server, payment_id)).toEqual(Array(6).fill(300));
  expect(await balancesOf(server, payment_id)).toEqual({ acquirer_receivable: 200, merchant_payable: -200 });
});

test("of twenty full refunds at once one succeeds", async () => {
  const payment_id = await paidIntent(server.direct);
  const answers = await Promise.all(Array.from({ length: 20 }, () => refund(server.direct, payment_id)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  expect(await givenBack(server, payment_id)).toEqual([2000]);
});

test("the metadata of a refund can be added to, replaced and removed", async () => {
  const payment_id = await paidIntent(server.direct);
  const { id } = (await refund(server.direct, payment_id, { metadata: { a: "1", b: "2" } })).body.data;
  const change = (body: object) =>
    server.direct.faststar.raw("PATCH", `/public/refunds/${id}`, JSON.stringify(body), {
      "content-type": "application/json",
    });
  expect((await change({ metadata: { a: "3", b: "", c: "4" } })).body.data).toMatchObject({
    id,
    metadata: { a: "3", c: "4" },
  });
  expect((await change({})).status).toBe(200);
  const too_many = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`key_${index}`, "x"]));
  expect(await change({ metadata: too_many })).toMatchObject({
    status: 400,
    body: { error: { code: "parameter_invalid", param: "metadata" } },
  });
  expect((await getRefund(server.direct, id)).metadata).toEqual({ a: "3", c: "4" });
});

test("refunds are listed newest first, page by page, and for one payment", async () => {
  const payment_id = await paidIntent(server.direct);
  const other = await paidIntent(server.direct);
  const ids: string[] = [];
  for (const amount of [100, 200, 300]) {
    ids.unshift((await refund(server.direct, payment_id, { amount })).body.data.id);
  }
  const of_other = (await refund(server.direct, other)).body.data.id;
  const { faststar } = server.direct;
  const all = (await faststar.get("/public/refunds?limit=4")).body.data;
  expect(all.items.map(({ id }) => id)).toEqual([of_other, ...ids]);
  const first = (await faststar.get(`/public/refunds?payment_id=${payment_id}&limit=2`)).body.data;
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(first).toMatchObject({ has_more: true, next_cursor: ids[1] });
  const rest = `/public/refunds?payment_id=${payment_id}&limit=2&cursor=${first.next_cursor}`;
  expect((await faststar.get(rest)).body.data).toMatchObject({
    items: [{ id: ids[2], amount: 100 }],
    has_more: false,
    next_cursor: null,
  });
  expect((await faststar.get("/public/refunds?payment_id=nonsense")).status).toBe(404);
});

test("after all of this the books balance", async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  for (const { sum } of books.sums) expect(sum).toBe(0);
  const [counts] = await server.db.query<{ refunds: number; booked: number }>(
    `SELECT (SELECT count(*) FROM refunds WHERE status = 'succeeded' OR reversal_id IS NOT NULL) AS refunds,
            (SELECT count(*) FROM ledger_entries WHERE kind = 'refund') AS booked`,
  );
  expect(counts?.booked).toBe(counts?.refunds);
});
