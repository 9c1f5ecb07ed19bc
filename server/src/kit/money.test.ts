import fc from "fast-check";
import { expect, test } from "vitest";
import "../../test/support/fixed-seed.ts";
import { type Currency, findCurrency, MAXIMUM_AMOUNT } from "./currency.ts";
import {
  addAmounts,
  allocate,
  formatAmount,
  multiplyByQuantity,
  shareOf,
  taxAdded,
  taxIncluded,
} from "./money.ts";

const anyAmount = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000, max: 10_000 }));
const anyRate = fc.integer({ min: 0, max: 1_000_000 });

/** The nearest integer to a fraction, halves away from zero, by comparing twice the remainder. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const [size, sign] = numerator < 0n ? [-numerator, -1n] : [numerator, 1n];
  const up = 2n * (size % denominator) >= denominator ? 1n : 0n;
  return sign * (size / denominator + up);
}

test("amounts add up, and a sum that no longer fits is a bug and not a wrong number", () => {
  expect(addAmounts()).toBe(0);
  expect(addAmounts(999, 80, -1079)).toBe(0);
  expect(() => addAmounts(Number.MAX_SAFE_INTEGER, 1)).toThrow(TypeError);
  for (const wrong of [0.1, Number.NaN, 2 ** 53]) expect(() => addAmounts(wrong)).toThrow(TypeError);
});

test("the price of several is exact, or undefined when it is more than can be charged", () => {
  expect(multiplyByQuantity(1999, 3)).toBe(5997);
  expect(multiplyByQuantity(33_333_333, 3)).toBe(MAXIMUM_AMOUNT);
  expect(multiplyByQuantity(33_333_334, 3)).toBeUndefined();
  expect(multiplyByQuantity(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBeUndefined();
  expect(multiplyByQuantity(0, -1)).toBe(0);
  expect(() => multiplyByQuantity(100, 1.5)).toThrow(TypeError);
});

test("a part has its share of what is spread over the whole, rounded half up", () => {
  expect(shareOf(80, 360, 1079)).toBe(27);
  expect(shareOf(80, 1079, 1079)).toBe(80);
  expect(shareOf(1, 1, 2)).toBe(1);
  expect(shareOf(1, 1, 3)).toBe(0);
  expect(() => shareOf(1, 0, 0)).toThrow(TypeError);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.nat(), fc.nat(), (total, part, rest) => {
      if (part + rest === 0) return;
      const exact = nearest(BigInt(total) * BigInt(part), BigInt(part + rest));
      expect(BigInt(shareOf(total, part, part + rest))).toBe(exact);
    }),
  );
});

test("a tax that is added is rounded half up", () => {
  expect(taxAdded(999, 80_000)).toBe(80);
  expect(taxAdded(1000, 62_500)).toBe(63);
  expect(taxAdded(10, 50_000)).toBe(1);
  expect(taxAdded(9, 50_000)).toBe(0);
  expect(taxAdded(-10, 50_000)).toBe(-1);
  expect(taxAdded(1000, 0)).toBe(0);
});

test("a tax that is included leaves a net amount that is rounded half up", () => {
  expect(taxIncluded(1000, 190_000)).toBe(160);
  expect(taxIncluded(1, 100_000)).toBe(0);
  // A net of 1.5 becomes 2, so that the tax is the smaller part.
  expect(taxIncluded(3, 1_000_000)).toBe(1);
  expect(taxIncluded(1000, 0)).toBe(0);
});

test("an added tax is exact for every amount that a number can hold", () => {
  fc.assert(
    fc.property(anyAmount, anyRate, (net, rate_ppm) => {
      expect(BigInt(taxAdded(net, rate_ppm))).toBe(nearest(BigInt(net) * BigInt(rate_ppm), 1_000_000n));
    }),
  );
});

test("an included tax and its net amount, exact for every amount, make up the price", () => {
  fc.assert(
    fc.property(anyAmount, anyRate, (gross, rate_ppm) => {
      const net = nearest(BigInt(gross) * 1_000_000n, 1_000_000n + BigInt(rate_ppm));
      expect(BigInt(taxIncluded(gross, rate_ppm)) + net).toBe(BigInt(gross));
    }),
  );
});

test("taking a line back takes back exactly the tax that it brought", () => {
  fc.assert(
    fc.property(anyAmount, anyRate, (amount, rate_ppm) => {
      expect(taxAdded(-amount, rate_ppm) + taxAdded(amount, rate_ppm)).toBe(0);
      expect(taxIncluded(-amount, rate_ppm) + taxIncluded(amount, rate_ppm)).toBe(0);
    }),
  );
});

test("a rate below zero or with a fraction is a bug", () => {
  for (const rate_ppm of [-1, 0.5, Number.NaN]) {
    expect(() => taxAdded(100, rate_ppm)).toThrow(TypeError);
    expect(() => taxIncluded(100, rate_ppm)).toThrow(TypeError);
  }
});

test("a total is shared out in proportion, what is left going to the largest fractions", () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(100, [999, 0, 1])).toEqual([100, 0, 0]);
  expect(allocate(10, [2, 3, 5])).toEqual([2, 3, 5]);
  expect(allocate(7, [1, 2, 2])).toEqual([1, 3, 3]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
});

test("without any weight nothing can be shared out but nothing", () => {
  expect(allocate(0, [0, 0])).toEqual([0, 0]);
  expect(allocate(0, [])).toEqual([]);
  expect(() => allocate(1, [0, 0])).toThrow(TypeError);
  expect(() => allocate(1, [1, -1])).toThrow(TypeError);
});

test("the shares of a total add up to it, and none is a whole unit away from its exact part", () => {
  const weights = fc
    .array(fc.oneof(fc.maxSafeNat(), fc.nat({ max: 100 })), { minLength: 1, maxLength: 20 })
    .filter((parts) => parts.some((part) => part > 0));
  fc.assert(
    fc.property(anyAmount, weights, (total, parts) => {
      const shares = allocate(total, parts);
      const whole = parts.reduce((sum, part) => sum + BigInt(part), 0n);
      expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(total));
      shares.forEach((share, index) => {
        const error = BigInt(share) * whole - BigInt(total) * BigInt(parts[index] ?? 0);
        expect(error < whole && error > -whole).toBe(true);
      });
    }),
  );
});

test("an amount is written with the digits that its currency has", () => {
  const written = (amount: number, code: string) => formatAmount(amount, findCurrency(code) as Currency);
  expect(written(1079, "USD")).toBe("10.79 USD");
  expect(written(5, "EUR")).toBe("0.05 EUR");
  expect(written(-5, "EUR")).toBe("-0.05 EUR");
  expect(written(500, "JPY")).toBe("500 JPY");
  expect(written(0, "JPY")).toBe("0 JPY");
  expect(written(-1250, "BHD")).toBe("-1.250 BHD");
  expect(written(99_999_999, "USD")).toBe("999999.99 USD");
  expect(() => written(0.5, "USD")).toThrow(TypeError);
});
