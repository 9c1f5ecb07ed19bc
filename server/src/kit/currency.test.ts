import { expect, test } from "vitest";
import { findCurrency, MAXIMUM_AMOUNT } from "./currency.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const all = LETTERS.flatMap((a) =>
  LETTERS.flatMap((b) => LETTERS.flatMap((c) => findCurrency(a + b + c) ?? [])),
);

test("a currency is found by its code in upper or lower case", () => {
  expect(findCurrency("usd")).toEqual({ code: "USD", exponent: 2, minimum_amount: 50 });
  expect(findCurrency("uSd")).toBe(findCurrency("USD"));
});

test("exponents are those of ISO 4217, also where the machine's own tables say otherwise", () => {
  const exponents = {
    JPY: 0,
    ISK: 0,
    UGX: 0,
    CLP: 0,
    MGA: 2,
    HUF: 2,
    TWD: 2,
    IDR: 2,
    IQD: 3,
    BHD: 3,
    TND: 3,
  };
  for (const [code, exponent] of Object.entries(exponents))
    expect(findCurrency(code)?.exponent, code).toBe(exponent);
});

test("the smallest charge follows what acquirers accept in each currency", () => {
  const minimums = {
    EUR: 50,
    GBP: 30,
    PLN: 200,
    DKK: 250,
    SEK: 300,
    HKD: 400,
    MXN: 1000,
    CZK: 1500,
    HUF: 17_500,
  };
  for (const [code, minimum] of Object.entries(minimums))
    expect(findCurrency(code)?.minimum_amount, code).toBe(minimum);
});

test("a currency without an agreed smallest charge gets a modest one", () => {
  expect(findCurrency("VND")?.minimum_amount).toBe(50);
  expect(findCurrency("TRY")?.minimum_amount).toBe(50);
  expect(findCurrency("KWD")?.minimum_amount).toBe(500);
});

test("all 155 currencies in circulation are there, each with room between its smallest and the largest charge", () => {
  expect(all).toHaveLength(155);
  for (const currency of all) expect(currency.minimum_amount, currency.code).toBeLessThan(MAXIMUM_AMOUNT);
});

test("metals, funds, withdrawn currencies and what is no code at all are not found", () => {
  for (const code of [
    "XAU",
    "XDR",
    "CLF",
    "UYW",
    "BGN",
    "HRK",
    "ANG",
    "ZWL",
    "XXX",
    "US",
    "USDT",
    "",
    "uſd",
    "ınr",
  ]) {
    expect(findCurrency(code), code).toBeUndefined();
  }
  expect(findCurrency("constructor")).toBeUndefined();
});
