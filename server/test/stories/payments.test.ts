import { beforeAll, expect, test } from "vitest";
import { formatId } from "../../src/kit/ids.ts";
import { getPayment, paidIntent, paidSession } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import { CARDS, makeIntent, makeSession, payAtCashier, payIntent } from "../support/shop.ts";

const server = useTestServer();

/** Five payments of a merchant, the newest first. */
let ids: string[];

beforeAll(async () => {
  const declined = (await payIntent(server.direct, CARDS.insufficient_funds)).body.error?.payment_intent?.id;
  ids = [
    await paidIntent(server.direct),
    await paidSession(server, server.direct, { client_reference_id: "order_1" }),
    await makeIntent(server.direct),
    await paidSession(server, server.direct, { client_reference_id: "order_2" }),
  ].reverse();
  ids.push(declined ?? "");
});

async function list(query: string) {
  const { body } = await server.direct.faststar.get(`/public/payments?${query}`);
  return body.data;
}

test("a payment shows what was paid, with which card, and for which order", async () => {
  const metadata = { shelf: "A-12" };
  const open = await makeSession(server.mor, { client_reference_id: "order_10042", metadata });
  await payAtCashier(server, open, "5555555555554444");
  const session = (await server.mor.faststar.get(`/public/checkout/sessions/${open.id}`)).body.data.session;
  const payment_id = session.payment_intent_id ?? "";
  const answer = await server.mor.faststar.get(`/public/payments/${payment_id}`);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    success: true,
    message: "Payment",
    data: {
      id: payment_id,
      payment_id,
      amount: 1079,
      currency: "USD",
      status: "succeeded",
      amount_received: 1079,
      amount_refunded: 0,
      refunded: false,
      amount_tax: 80,
      checkout_session_id: open.id,
      client_reference_id: "order_10042",
      payment_method: {
        id: expect.stringMatching(/^pm_/),
        brand: "mastercard",
        last4: "4444",
        exp_month: 12,
        exp_year: 2034,
      },
      last_error: null,
      metadata,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
  });
});

test("a declined payment says why, and names no card any more", async () => {
  expect(await getPayment(server.direct, ids[4] ?? "")).toMatchObject({
    status: "requires_payment_method",
    amount_received: 0,
    refunded: false,
    payment_method: null,
    last_error: { code: "insufficient_funds", decline_code: "insufficient_funds" },
  });
});

test("a payment that nobody knows is not found", async () => {
  for (const id of ["nonsense", formatId("payment_intent", server.core.new_id())]) {
    const answer = await server.direct.faststar.get(`/public/payments/${id}`);
    expect(answer).toMatchObject({ status: 404, body: { error: { code: "resource_missing", param: "id" } } });
  }
});

test("payments are listed newest first, page by page, and each is as it is alone", async () => {
  const seen: string[] = [];
  let query = "limit=2";
  for (let pages = 1; ; pages++) {
    const { items, has_more, next_cursor } = await list(query);
    seen.push(...items.map(({ id }) => id));
    for (const item of items) expect(item).toEqual(await getPayment(server.direct, item.id));
    expect(next_cursor).toBe(has_more ? items.at(-1)?.id : null);
    if (!has_more) {
      expect(pages).toBe(3);
      break;
    }
    query = `limit=2&cursor=${next_cursor}`;
  }
  expect(seen).toEqual(ids);
});

test("payments are found by their state and by the merchant's order number", async () => {
  const idsOf = async (query: string) => (await list(query)).items.map(({ id }) => id);
  expect(await idsOf("status=succeeded")).toEqual([ids[0], ids[2], ids[3]]);
  expect(await idsOf("status=requires_payment_method")).toEqual([ids[1], ids[4]]);
  expect(await idsOf("status=canceled")).toEqual([]);
  expect(await idsOf("client_reference_id=order_1")).toEqual([ids[2]]);
  expect(await idsOf("client_reference_id=order_1&status=canceled")).toEqual([]);
  expect(await idsOf("client_reference_id=order_3")).toEqual([]);
  expect(await idsOf(`status=succeeded&cursor=${ids[0]}&limit=1`)).toEqual([ids[2]]);
  const first = await list("status=succeeded&limit=2");
  expect(first).toMatchObject({ has_more: true, next_cursor: ids[2] });
});
