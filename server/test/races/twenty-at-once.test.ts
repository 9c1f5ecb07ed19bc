import { afterAll, describe, expect, test } from "vitest";
import { parseId } from "../../src/kit/ids.ts";
import { checkBooks } from "../../src/ledger/store.ts";
import { balancesOf, getPayment, givenBack, paidIntent, paidSession, refund } from "../support/refunds.ts";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierState,
  makePrice,
  makeSession,
  type OpenSession,
  payAtCashier,
} from "../support/shop.ts";
import { untilQuiet } from "../support/tables.ts";

const server = useTestServer();

afterAll(async () => {
  const books = await checkBooks(server.db);
  expect(books.unbalanced).toBe(0);
  for (const { sum } of books.sums) expect(sum).toBe(0);
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

async function approvals(): Promise<number> {
  return (await server.journal()).filter(({ kind }) => kind === "approved").length;
}

async function intentOf({ id }: OpenSession): Promise<string | null> {
  const { body } = await server.mor.faststar.get(`/public/checkout/sessions/${id}`);
  return body.data.session.payment_intent_id;
}

/** What became known of a payment, oldest first. */
async function eventsOf(payment_id: string | null): Promise<string[]> {
  await untilQuiet(server.db);
  const rows = await server.db.query<{ type: string }>(
    "SELECT type FROM events WHERE object_id = $1 ORDER BY sequence",
    [parseId("payment_intent", payment_id ?? "")],
  );
  return rows.map(({ type }) => type);
}

const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

test("a session that twenty tabs pay at once is paid once, told once and booked once", async () => {
  const open = await makeSession(server.mor);
  const before = await approvals();
  const answers = await Promise.all(times(20, () => payAtCashier(server, open, CARDS.good)));
  const [first, ...others] = statuses(answers);
  expect(first).toBe(200);
  // More tabs than may try one payment at once are asked to wait.
  expect(others.filter((status) => ![409, 429].includes(status))).toEqual([]);
  expect(others).toContain(409);
  expect((await cashierState(server, open)).body).toMatchObject({
    status: "complete",
    payment_status: "paid",
  });
  expect(await approvals()).toBe(before + 1);
  const payment_id = await intentOf(open);
  expect((await eventsOf(payment_id)).filter((type) => type === "payment.succeeded")).toHaveLength(1);
  expect(await balancesOf(server, payment_id ?? "")).toEqual({
    acquirer_receivable: 1079,
    merchant_payable: -999,
    tax_payable: -80,
  });
});

test("of ten payments and ten expirations of a session at once exactly one wins", async () => {
  for (const first of ["pay", "expire"]) {
    const open = await makeSession(server.mor);
    const before = await approvals();
    const expire = () => server.mor.faststar.post(`/public/checkout/sessions/${open.id}/expire`);
    const answers = await Promise.all(
      times(20, (index) => {
        const pays = (index % 2 === 0) === (first === "pay");
        const answer = pays ? payAtCashier(server, open, CARDS.good) : expire();
        return answer.then(({ status }) => ({ pays, status }));
      }),
    );
    const paid = answers.filter(({ pays, status }) => pays && status === 200);
    const expired = answers.filter(({ pays, status }) => !pays && status === 200);
    const { status, payment_status } = (await cashierState(server, open)).body;
    if (paid.length > 0) {
      expect({ status, payment_status }).toEqual({ status: "complete", payment_status: "paid" });
      expect([paid.length, expired.length]).toEqual([1, 0]);
      expect(await approvals()).toBe(before + 1);
    } else {
      expect({ status, payment_status }).toEqual({ status: "expired", payment_status: "unpaid" });
      // Whoever expires it again is told that it is.
      expect(expired.length).toBeGreaterThan(0);
      expect(await approvals()).toBe(before);
      const { body } = await server.mor.onerway.get(`/payment_intents/${await intentOf(open)}`);
      expect(body.status).toBe("canceled");
    }
    for (const answer of answers) expect([200, 400, 409, 410]).toContain(answer.status);
  }
});

describe("of twenty refunds of different sizes at once, in a currency", () => {
  test.each([
    ["JPY", "without decimals", 20_011],
    ["USD", "with two", 20_011],
    ["KWD", "with three", 20_011],
  ])("of %s, %s, no more than was paid goes back", async (currency, _, unit_amount) => {
    const line_items = [{ price_id: await makePrice(server.mor, { unit_amount, currency }) }];
    const payment_id = await paidSession(server, server.mor, { line_items, buyer_country: "US" });
    const payment = await getPayment(server.mor, payment_id);
    expect(payment).toMatchObject({ amount: 21_612, amount_tax: 1_601 });

    // Together they are more than twice the payment.
    const amounts = times(20, (index) => 97 + index * index * 19);
    const answers = await Promise.all(amounts.map((amount) => refund(server.mor, payment_id, { amount })));
    const made = answers.filter(({ status }) => status === 200).map(({ body }) => body.data);
    for (const { status, body } of answers) {
      // Of what is too large the answer says how much is left; where nothing is left, that it is so.
      if (status !== 200) expect(body.error?.code).toMatch(/^(amount_too_large|state_conflict)$/);
    }
    const refunded = made.reduce((sum, { amount }) => sum + amount, 0);
    expect(made.length).toBeGreaterThan(1);
    expect(made.length).toBeLessThan(20);
    expect(refunded).toBeLessThanOrEqual(payment.amount);
    expect(await getPayment(server.mor, payment_id)).toMatchObject({ amount_refunded: refunded });

    // What is left goes back last, and the tax with it.
    if (refunded < payment.amount) made.push((await refund(server.mor, payment_id)).body.data);
    expect(made.reduce((sum, { amount }) => sum + amount, 0)).toBe(payment.amount);
    expect(made.reduce((sum, { amount_tax }) => sum + amount_tax, 0)).toBe(payment.amount_tax);
    const given = await givenBack(server, payment_id);
    expect(given.sort()).toEqual(made.map(({ amount }) => amount).sort());
    expect(await balancesOf(server, payment_id)).toEqual({
      acquirer_receivable: 0,
      merchant_payable: 0,
      tax_payable: 0,
    });
  });
});

test("of partial and full refunds at once, what goes back is what was paid", async () => {
  const payment_id = await paidIntent(server.direct);
  const answers = await Promise.all(
    times(20, (index) => refund(server.direct, payment_id, index % 2 === 0 ? { amount: 150 } : {})),
  );
  for (const { status } of answers) expect([200, 400, 409]).toContain(status);
  const { amount_refunded, refunded } = await getPayment(server.direct, payment_id);
  expect({ amount_refunded, refunded }).toEqual({ amount_refunded: 2000, refunded: true });
  const given = await givenBack(server, payment_id);
  expect(given.reduce((sum, amount) => sum + amount, 0)).toBe(2000);
});
