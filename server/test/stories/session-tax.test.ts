import { expect, test } from "vitest";
import type { TaxCalculation } from "../../src/core/tax/tax-calculation.ts";
import { parseId } from "../../src/kit/ids.ts";
import type { Session } from "../support/http.ts";
import { useTestServer } from "../support/server.ts";
import {
  CARDS,
  cashierPost,
  makePrice,
  makeProduct,
  makeSession,
  type OpenSession,
  payAtCashier,
  SESSION_FIELDS,
} from "../support/shop.ts";

const server = useTestServer();

const path = "/public/checkout/sessions";
const GERMAN_COMPANY = { buyer_country: "DE", customer_tax_id: "DE136695976" };

/** One line of 10.00 USD of something of a category. */
async function lineOf(tax_category: string | null, unit_amount = 1000) {
  const product_id = await makeProduct(server.mor, { tax_category });
  return { price_id: await makePrice(server.mor, { product_id, unit_amount }), quantity: 1 };
}

async function readSession({
  id,
}: OpenSession): Promise<Session & { tax: unknown; customer_tax_id: unknown }> {
  return (await server.mor.faststar.get(`${path}/${id}`)).body.data.session as never;
}

/** The calculations that are kept for a session. */
async function calculationsOf({ id }: OpenSession): Promise<TaxCalculation[]> {
  return server.db.query<TaxCalculation>(
    `SELECT calculation.* FROM tax_calculations AS calculation
       JOIN checkout_sessions AS session USING (merchant_id, livemode)
      WHERE session.id = $1 AND calculation.id = session.tax_calculation_id`,
    [parseId("checkout_session", id)],
  );
}

const countCalculations = async () => (await server.db.query("SELECT 1 FROM tax_calculations")).length;

test("each line is taxed as what its product is", async () => {
  const line_items = [
    await lineOf("e_books", 1070),
    await lineOf("software", 1190),
    await lineOf(null, 1190),
  ];
  const open = await makeSession(server.mor, { line_items, buyer_country: "DE" });
  expect(await readSession(open)).toMatchObject({
    amount_subtotal: 3450,
    amount_tax: 70 + 190 + 190,
    amount_total: 3450,
    tax: {
      tax_type: "vat",
      rate_percent: null,
      inclusive: true,
      estimated: false,
      reverse_charge: false,
      components: [
        { name: "VAT", jurisdiction: "DE", rate_percent: 7, tax_amount: 70 },
        { name: "VAT", jurisdiction: "DE", rate_percent: 19, tax_amount: 380 },
      ],
    },
  });
});

test("region and postal code of the buyer decide the tax of a session", async () => {
  const line_items = [await lineOf("saas")];
  const texas = await makeSession(server.mor, { line_items, buyer_country: "US", buyer_region: "TX" });
  expect(texas.session).toMatchObject({ amount_tax: 50, amount_total: 1050 });
  const by_code = { line_items, buyer_country: "US", buyer_postal_code: "73301" };
  const austin = await makeSession(server.mor, by_code);
  expect(await readSession(austin)).toMatchObject({ buyer_region: "TX", amount_tax: 50 });
});

test("how the tax of a session came about is kept, once", async () => {
  const before = await countCalculations();
  const open = await makeSession(server.mor, {
    line_items: [await lineOf("e_books", 1070)],
    ...GERMAN_COMPANY,
  });
  expect(await countCalculations()).toBe(before + 1);
  expect(await calculationsOf(open)).toMatchObject([
    {
      provider: "table",
      version: "2026-11-22",
      currency: "USD",
      country: "DE",
      customer_tax_id: "DE136695976",
      seller_country: "IE",
      tax_type: "vat",
      reverse_charge: true,
      lines: [{ amount: 1070, tax_category: "e_books", tax_amount: 0, net_amount: 1000, gross_amount: 1000 }],
    },
  ]);
});

test("a company's session has the prices without the tax, and says why", async () => {
  const open = await makeSession(server.mor, { line_items: [await lineOf("saas")], ...GERMAN_COMPANY });
  expect(await readSession(open)).toMatchObject({
    customer_tax_id: "DE136695976",
    amount_subtotal: 840,
    amount_tax: 0,
    amount_total: 840,
    tax: { reverse_charge: true, invoice_notes: ["Reverse charge", expect.any(String), expect.any(String)] },
  });
  const paid = await payAtCashier(server, open, CARDS.good, { country: "DE" });
  expect(paid.body).toMatchObject({ status: "complete", amount_total: 840, tax: { reverse_charge: true } });
});

test("a tax id that cannot be one makes no session", async () => {
  const line_items = [await lineOf(null)];
  for (const [fields, code] of [
    [{ buyer_country: "DE", customer_tax_id: "DE136695975" }, "parameter_invalid"],
    [{ buyer_country: "FR", customer_tax_id: "DE136695976" }, "parameter_invalid"],
    [{ customer_tax_id: "DE136695976" }, "parameter_missing"],
  ] as const) {
    const answer = await server.mor.faststar.post(path, { ...SESSION_FIELDS, line_items, ...fields });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code, param: "customer_tax_id" });
  }
});

test("a company that moves to another country at the cashier buys there like anybody, until it comes back", async () => {
  const open = await makeSession(server.mor, { line_items: [await lineOf("saas")], ...GERMAN_COMPANY });
  const before = await countCalculations();
  const moved = await cashierPost(server, open, "location", { country: "FR" });
  expect(moved.body).toMatchObject({ amount_subtotal: 1000, amount_tax: 167, amount_total: 1000 });
  expect(await calculationsOf(open)).toMatchObject([
    { country: "FR", customer_tax_id: null, reverse_charge: false },
  ]);
  const back = await cashierPost(server, open, "location", { country: "DE" });
  expect(back.body).toMatchObject({ amount_subtotal: 840, amount_tax: 0, amount_total: 840 });
  expect(await countCalculations()).toBe(before);
});

test("the calculation of a paid session does not change any more", async () => {
  const open = await makeSession(server.mor, { line_items: [await lineOf(null)], buyer_country: "DE" });
  await payAtCashier(server, open, CARDS.good, { country: "DE" });
  const paid = await calculationsOf(open);
  expect(paid).toMatchObject([{ country: "DE" }]);
  await cashierPost(server, open, "location", { country: "US", region: "CA" });
  expect(await calculationsOf(open)).toEqual(paid);
});

test("of many addresses told at once, the amounts and the calculation that stay belong together", async () => {
  const open = await makeSession(server.mor, { line_items: [await lineOf(null)] });
  const countries = ["DE", "FR", "HU", "US", "CH", "JP", "GB", "NO", "FI", "HK"];
  await Promise.all(countries.map((country) => cashierPost(server, open, "location", { country })));
  const session = await readSession(open);
  const [calculation] = await calculationsOf(open);
  const { buyer_country } = session as unknown as { buyer_country: string };
  expect(calculation?.country).toBe(buyer_country);
  const tax = calculation?.lines.reduce((sum, line) => sum + line.tax_amount, 0);
  expect(session.amount_tax).toBe(tax);
});

test("a direct merchant that asks for tax gets it kept too, and one that does not has nothing to keep", async () => {
  const before = await countCalculations();
  const without = await makeSession(server.direct, { buyer_country: "DE" });
  expect(without.session).toMatchObject({ amount_tax: 0, tax: null });
  expect(await countCalculations()).toBe(before);
  const taxed = await makeSession(server.direct, { ...GERMAN_COMPANY, automatic_tax: true });
  expect(taxed.session).toMatchObject({ amount_tax: 160, tax: { reverse_charge: false } });
  expect(await calculationsOf(taxed)).toMatchObject([{ seller_country: null }]);
});
