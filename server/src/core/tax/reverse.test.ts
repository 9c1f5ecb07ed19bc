import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import type { TaxComponent } from "./provider.ts";
import { reverseTax } from "./reverse.ts";

const component = (name: string, tax_amount: number): TaxComponent => ({
  name,
  jurisdiction: `CA-${name}`,
  rate_ppm: 50_000,
  tax_amount,
});

test("half of a sale takes back half of each tax", () => {
  const parts = reverseTax([component("GST", 50), component("QST", 100)], {
    gross_amount: 1150,
    refunded_amount: 0,
    amount: 575,
  });
  expect(parts.map(({ tax_amount }) => tax_amount)).toEqual([25, 50]);
});

test("three thirds of a tax of ten cents are three, four and three cents", () => {
  const third = (refunded_amount: number) =>
    reverseTax([component("GST", 10)], { gross_amount: 90, refunded_amount, amount: 30 })[0]?.tax_amount;
  expect([0, 30, 60].map(third)).toEqual([3, 4, 3]);
});

test("whatever the refunds of a sale are, together they take back each tax to the last minor unit, and never more", () => {
  const sale = fc
    .record({
      gross_amount: fc.integer({ min: 1, max: 99_999_999 }),
      shares: fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { maxLength: 4 }),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
    })
    .map(({ gross_amount, shares, cuts }) => ({
      gross_amount,
      taxes: shares.map((share) => Math.floor((gross_amount * share) / 4)),
      stops: [...cuts.map((cut) => Math.floor(gross_amount * cut)).sort((a, b) => a - b), gross_amount],
    }));
  fc.assert(
    fc.property(sale, ({ gross_amount, taxes, stops }) => {
      const components = taxes.map((tax_amount, index) => component(`T${index}`, tax_amount));
      const sums = taxes.map(() => 0);
      let refunded_amount = 0;
      for (const stop of stops) {
        const parts = reverseTax(components, {
          gross_amount,
          refunded_amount,
          amount: stop - refunded_amount,
        });
        for (const [index, { tax_amount }] of parts.entries()) {
          expect(tax_amount).toBeGreaterThanOrEqual(0);
          sums[index] = (sums[index] ?? 0) + tax_amount;
        }
        refunded_amount = stop;
      }
      expect(sums).toEqual(taxes);
    }),
  );
});
