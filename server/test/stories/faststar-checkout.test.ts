import { expect, test } from "vitest";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierState,
  makePrice,
  makeProduct,
  makeSession,
  payAtCashier,
  SESSION_FIELDS,
} from "../support/shop.ts";

const server = useTestServer();

const DAY_MS = 24 * 60 * 60 * 1000;
const path = "/public/checkout/sessions";
const ad_hoc = { ad_hoc_amount: 2500, ad_hoc_currency: "USD", quantity: 1 };

test("in Germany the tax is in the price", async () => {
  const line_items = [{ price_id: await makePrice(server.mor, { unit_amount: 1000 }), quantity: 1 }];
  const { session } = await makeSession(server.mor, { line_items, buyer_country: "DE" });
  expect(session).toMatchObject({ amount_subtotal: 1000, amount_tax: 160, amount_total: 1000 });
});

test("a direct merchant's price is what the buyer pays, unless it asks for tax", async () => {
  const { session } = await makeSession(server.direct);
  expect(session).toMatchObject({ amount_subtotal: 999, amount_tax: 0, amount_total: 999 });
  const taxed = await makeSession(server.direct, { automatic_tax: true });
  expect(taxed.session).toMatchObject({ amount_subtotal: 999, amount_tax: 80, amount_total: 1079 });
});

test("quantities and lines add up, and the tax is rounded line by line", async () => {
  const line_items = [
    { price_id: await makePrice(server.mor), quantity: 3 },
    { price_id: await makePrice(server.mor, { unit_amount: 506 }), quantity: 1 },
  ];
  const { session } = await makeSession(server.mor, { line_items });
  // 8 % of 2997 is 239.76, and of 506 it is 40.48.
  expect(session).toMatchObject({ amount_subtotal: 3503, amount_tax: 280, amount_total: 3783 });
});

test("a line may name a product instead of a price", async () => {
  const product_id = await makeProduct(server.mor);
  await makePrice(server.mor, { product_id, unit_amount: 1500 });
  const { session } = await makeSession(server.mor, { line_items: [{ product_id, quantity: 2 }] });
  expect(session.amount_subtotal).toBe(3000);
});

test("a direct merchant may name an amount of its own; the quantity counts there too", async () => {
  const line_items = [{ ...ad_hoc, quantity: 2, description: "Repair" }];
  const { session } = await makeSession(server.direct, { line_items });
  expect(session).toMatchObject({ amount_total: 5000, currency: "USD" });
  expect(session.line_items).toMatchObject([{ description: "Repair", unit_amount: 2500, amount: 5000 }]);
});

test("a Merchant of Record sells from the catalog only", async () => {
  for (const line of [ad_hoc, { quantity: 1 }, { quantity: 1, description: "something" }]) {
    const answer = await server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items: [line] });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      success: false,
      message: expect.stringMatching(/price_id or product_id/),
      error: { code: "catalog_reference_required" },
    });
  }
});

test("a line must say in exactly one way what it costs", async () => {
  const price_id = await makePrice(server.direct);
  const product_id = await makeProduct(server.direct);
  const lines = [{ quantity: 1 }, { price_id, product_id }, { price_id, ...ad_hoc }, { ad_hoc_amount: 2500 }];
  for (const line of lines) {
    const answer = await server.direct.faststar.post(path, { ...SESSION_FIELDS, line_items: [line] });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.param).toMatch(/^line_items\[0\]/);
  }
});

test("a session needs lines", async () => {
  for (const line_items of [undefined, []]) {
    const answer = await server.direct.faststar.post(path, { ...SESSION_FIELDS, line_items });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.param).toBe("line_items");
  }
});

test("a product without a price cannot be sold", async () => {
  const line_items = [{ product_id: await makeProduct(server.mor), quantity: 1 }];
  const answer = await server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items });
  expect(answer.status).toBe(400);
  expect(answer.body.error?.param).toBe("line_items[0].product_id");
});

test("a monthly price is not for a single payment", async () => {
  const price_id = await makePrice(server.mor, { type: "recurring", recurring_interval: "month" });
  const answer = await server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items: [{ price_id }] });
  expect(answer.status).toBe(400);
  expect(answer.body.error?.param).toBe("line_items[0].price_id");
});

test("all lines of a session have one currency", async () => {
  const line_items = [
    { price_id: await makePrice(server.mor) },
    { price_id: await makePrice(server.mor, { currency: "EUR" }) },
  ];
  const answer = await server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    message: expect.stringMatching(/EUR.*USD/),
    error: { param: "line_items[1]" },
  });
});

test("what is below the least or above the most that can be charged is refused", async () => {
  for (const [amount, code] of [
    [49, "amount_too_small"],
    [100_000_000, "amount_too_large"],
  ] as const) {
    const line_items = [{ ...ad_hoc, ad_hoc_amount: amount }];
    const answer = await server.direct.faststar.post(path, { ...SESSION_FIELDS, line_items });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.code).toBe(code);
  }
});

test("an expired session cannot be paid, and expiring it again changes nothing", async () => {
  const open = await makeSession(server.mor);
  const expired = await server.mor.faststar.post(`${path}/${open.id}/expire`);
  expect(expired.body).toMatchObject({
    success: true,
    data: { session: { status: "expired", payment_status: "unpaid" } },
  });
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.status).toBe(410);
  expect(paid.body.error).toEqual({ code: "session_expired" });
  const again = await server.mor.faststar.post(`${path}/${open.id}/expire`);
  expect(again.status).toBe(200);
  expect(again.body.data.session).toEqual(expired.body.data.session);
});

test("a session ends by itself after a day", async () => {
  const open = await makeSession(server.mor);
  server.clock.advance(DAY_MS + 1_000);
  expect((await cashierState(server, open)).body.status).toBe("expired");
  expect((await payAtCashier(server, open, CARDS.good)).status).toBe(410);
});

test("a paid session is complete and cannot expire", async () => {
  const success_url = "https://yoursite.com/thanks?session={CHECKOUT_SESSION_ID}";
  const open = await makeSession(server.mor, { success_url });
  const paid = await payAtCashier(server, open, CARDS.good);
  expect(paid.body).toMatchObject({
    status: "complete",
    payment_status: "paid",
    success_url: `https://yoursite.com/thanks?session=${open.id}`,
  });
  const read = await server.mor.faststar.get(`${path}/${open.id}`);
  expect(read.body.data.session).toMatchObject({
    status: "complete",
    payment_status: "paid",
    payment_intent_id: expect.stringMatching(/^pi_/),
  });
  const refused = await server.mor.faststar.post(`${path}/${open.id}/expire`);
  expect(refused.status).toBe(400);
  expect(refused.body.error?.code).toBe("session_complete");
});

test("thirty buyers who come at once each get a session", async () => {
  const line_items = [{ price_id: await makePrice(server.mor) }];
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
});
