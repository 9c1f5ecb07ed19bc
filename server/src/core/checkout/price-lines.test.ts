import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import { movableClock } from "../../../test/support/clock.ts";
import { findCurrency } from "../../kit/currency.ts";
import { silentLog } from "../../kit/log.ts";
import { isRefusal } from "../../kit/result.ts";
import type { Core } from "../core.ts";
import { taxOfRefund } from "../payments/refund-tax.ts";
import { TAX_CATEGORIES } from "../tax/categories.ts";
import { reverseTax } from "../tax/reverse.ts";
import { tableProvider } from "../tax/table-provider.ts";
import { totalComponents } from "../tax/tax-calculation.ts";
import { type PricedSale, priceLines } from "./price-lines.ts";
import type { BuyerLocation, SessionLine } from "./session.ts";

const core = {
  clock: movableClock(new Date("2026-11-22T12:00:00Z")),
  new_id: () => "0199a3f0-0000-7000-8000-000000000000",
  tax: { provider: tableProvider, seller_country: "IE" },
  log: silentLog,
} as Partial<Core> as Core;

interface Place extends BuyerLocation {
  /** Whether prices there include the tax; undefined where nothing is collected. */
  readonly inclusive: boolean | undefined;
  /** Of a company there. */
  readonly tax_id: string | null;
}

const place = (
  country: string | null,
  region: string | null,
  inclusive?: boolean,
  tax_id?: string,
): Place => ({
  country,
  region,
  postal_code: null,
  inclusive,
  tax_id: tax_id ?? null,
});

const anyPlace = fc.constantFrom(
  place("DE", null, true, "DE136695976"),
  place("FI", null, true),
  place("IE", null, true, "IE6433435F"),
  place("JP", null, true),
  place("GB", null, true),
  place("US", null, false),
  place("US", "MN", false),
  place("US", "TX", false),
  place("CA", "QC", false),
  place("CA", "ON", false),
  place("HK", null),
  place(null, null),
);

const anyLine: fc.Arbitrary<SessionLine> = fc
  .record({
    unit_amount: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 999_999 })),
    quantity: fc.integer({ min: 1, max: 9 }),
    tax_category: fc.constantFrom(null, ...TAX_CATEGORIES.map(({ code }) => code)),
  })
  .map((line) => ({
    ...line,
    amount: line.unit_amount * line.quantity,
    price_id: null,
    product_id: null,
    name: "Star chart",
    description: null,
    image: null,
  }));

const anyCart = fc.array(anyLine, { minLength: 1, maxLength: 12 });

async function price(lines: SessionLine[], at: Place, sale: Partial<PricedSale>) {
  const defaults = {
    collects_tax: true,
    customer_tax_id: null,
    tax: null,
    recurrence: null,
    merchant_mode: "mor",
  } as const;
  const priced = await priceLines(core, { currency: "USD", ...defaults, lines, ...sale }, at);
  if (isRefusal(priced)) throw new Error(priced.message);
  return priced;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

const CURRENCIES = [
  ["JPY", 0],
  ["USD", 2],
  ["KWD", 3],
] as const;

test.each(CURRENCIES)(
  "what a cart costs in %s, with %i decimals, is the sum of its lines, wherever the buyer is and whatever is sold",
  async (currency, exponent) => {
    expect(findCurrency(currency)?.exponent).toBe(exponent);
    const isCompany = fc.boolean();
    await fc.assert(
      fc.asyncProperty(anyCart, anyPlace, isCompany, async (lines, at, is_company) => {
        const customer_tax_id = is_company ? at.tax_id : null;
        const { amount_subtotal, amount_tax, amount_total, tax } = await price(lines, at, {
          currency,
          customer_tax_id,
        });
        const taxed = tax?.lines ?? [];
        expect(taxed.map(({ amount }) => amount)).toEqual(lines.map(({ amount }) => amount));
        expect(amount_total).toBe(sum(taxed.map(({ gross_amount }) => gross_amount)));
        expect(amount_tax).toBe(sum(taxed.map(({ tax_amount }) => tax_amount)));
        expect(amount_tax).toBe(sum(totalComponents(taxed).map(({ tax_amount }) => tax_amount)));
        expect(amount_total - amount_tax).toBe(sum(taxed.map(({ net_amount }) => net_amount)));
        expect(amount_total).toBe(at.inclusive === false ? amount_subtotal + amount_tax : amount_subtotal);
        if (at.inclusive === undefined) expect(amount_tax).toBe(0);
        // A company that owes the tax itself pays the prices without it; anybody else pays the prices.
        const prices = sum(lines.map(({ amount }) => amount));
        if (tax?.reverse_charge) expect(amount_subtotal).toBeLessThanOrEqual(prices);
        else expect(amount_subtotal).toBe(prices);
      }),
    );
  },
);

test("who does not collect tax is paid the sum of the prices", async () => {
  await fc.assert(
    fc.asyncProperty(anyCart, anyPlace, async (lines, at) => {
      const amount = sum(lines.map((line) => line.amount));
      const priced = await price(lines, at, { collects_tax: false, merchant_mode: "direct" });
      expect(priced).toMatchObject({
        amount_subtotal: amount,
        amount_tax: 0,
        amount_total: amount,
        tax: null,
      });
    }),
  );
});

test.each(CURRENCIES)(
  "the refunds of a whole cart in %s give back all of its tax, to the buyer and from each authority",
  async (currency) => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(anyCart, anyPlace, cuts, async (lines, at, cut) => {
        const { amount_total, amount_tax, tax } = await price(lines, at, { currency });
        const components = totalComponents(tax?.lines ?? []);
        const left = components.map(({ tax_amount }) => tax_amount);
        const stops = [...cut.map((part) => Math.floor(part * amount_total)), amount_total];
        let amount_refunded = 0;
        let tax_refunded = 0;
        for (const stop of stops.sort((first, second) => first - second)) {
          const amount = stop - amount_refunded;
          if (amount === 0) continue;
          const payment = { amount_received: amount_total, amount_refunded, tax_amount: amount_tax };
          tax_refunded += taxOfRefund(payment, tax_refunded, amount);
          const sale = { gross_amount: amount_total, refunded_amount: amount_refunded, amount };
          for (const [index, { tax_amount }] of reverseTax(components, sale).entries()) {
            left[index] = (left[index] ?? 0) - tax_amount;
          }
          amount_refunded = stop;
        }
        expect(tax_refunded).toBe(amount_tax);
        expect(left).toEqual(components.map(() => 0));
      }),
    );
  },
);
