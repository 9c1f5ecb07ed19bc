import { expect, test } from "vitest";
import { formatAmount, formatRate } from "./money.ts";

test("amounts are written in the buyer's language", () => {
  const dollars = { currency: "USD", currency_exponent: 2 } as const;
  expect(formatAmount(1079, { locale: "en", ...dollars })).toBe("$10.79");
  expect(formatAmount(1079, { locale: "zh-CN", ...dollars })).toBe("US$10.79");
  expect(formatAmount(99_999_999, { locale: "en", ...dollars })).toBe("$999,999.99");
});

test("a currency has as many decimals as the session says, whatever the browser believes", () => {
  expect(formatAmount(3200, { locale: "en", currency: "JPY", currency_exponent: 0 })).toBe("¥3,200");
  expect(formatAmount(125_500, { locale: "en", currency: "KWD", currency_exponent: 3 })).toMatch(/125\.500$/);
  expect(formatAmount(1050, { locale: "en", currency: "HUF", currency_exponent: 2 })).toMatch(/10\.50$/);
  expect(formatAmount(1050, { locale: "en", currency: "UGX", currency_exponent: 2 })).toMatch(/10\.50$/);
});

test("a tax rate shows the decimals that it has, and nothing when there is no single rate", () => {
  const tax = { kind: "sales_tax", inclusive: false, estimated: false } as const;
  expect(formatRate({ ...tax, rate_percent: 19 }, "en")).toBe("19%");
  expect(formatRate({ ...tax, rate_percent: 8.875 }, "en")).toBe("8.875%");
  expect(formatRate({ ...tax, rate_percent: null }, "en")).toBe("");
});
