import fc from "fast-check";
import { expect, test } from "vitest";
import { isRefusal } from "../../kit/result.ts";
import { calculateTax, type TaxResult } from "./calculate.ts";

const TODAY = new Date("2026-11-22T12:00:00Z");

function tax(
  amounts: number | number[],
  country: string | null,
  region: string | null = null,
  at = TODAY,
): TaxResult {
  const lines = [amounts].flat().map((amount) => ({ amount, tax_category: null }));
  const result = calculateTax({ country, region, postal_code: null, lines, at });
  if (isRefusal(result)) throw new Error(result.message);
  return result;
}

function refusal(country: string, region: string | null = null) {
  const result = calculateTax({ country, region, postal_code: null, lines: [], at: TODAY });
  return isRefusal(result) ? result.code : result;
}

const ratePercent = (country: string, day: string, region: string | null = null) =>
  tax(100, country, region, new Date(`${day}T00:00:00Z`)).rate_ppm / 10_000;

test("10.00 EUR sold to Germany contains 1.60 EUR of VAT", () => {
  expect(tax(1000, "DE")).toEqual({
    country: "DE",
    region: null,
    tax_type: "vat",
    rate_ppm: 190_000,
    inclusive: true,
    estimated: false,
    lines: [{ amount: 1000, tax_amount: 160, net_amount: 840, gross_amount: 1000, rate_ppm: 190_000 }],
    subtotal_amount: 1000,
    tax_amount: 160,
    net_amount: 840,
    gross_amount: 1000,
    table_version: "2026-11-22",
  });
});

test("9.99 USD sold to the United States without a state is estimated to cost 10.79 USD", () => {
  expect(tax(999, "US")).toMatchObject({
    tax_type: "sales_tax",
    inclusive: false,
    estimated: true,
    subtotal_amount: 999,
    tax_amount: 80,
    net_amount: 999,
    gross_amount: 1079,
  });
});

test("a buyer's state decides the sales tax that is added", () => {
  expect(tax(1000, "US", "CA")).toMatchObject({
    rate_ppm: 72_500,
    tax_amount: 73,
    gross_amount: 1073,
    estimated: true,
  });
  expect(tax(1000, "US", "TX")).toMatchObject({
    rate_ppm: 62_500,
    tax_amount: 63,
    gross_amount: 1063,
    estimated: true,
  });
  expect(tax(1000, "US", "OR")).toMatchObject({
    tax_type: "none",
    tax_amount: 0,
    gross_amount: 1000,
    estimated: false,
  });
  expect(tax(1000, "US", "AK")).toMatchObject({ tax_amount: 0, gross_amount: 1000, estimated: true });
});

test("a region may be written with or without its country, in upper or lower case", () => {
  for (const region of ["CA", "ca", "US-CA", "us-ca"]) {
    expect(tax(1000, "us", region)).toMatchObject({ country: "US", region: "CA", rate_ppm: 72_500 });
  }
});

test("a buyer in Puerto Rico is taxed alike whether the address calls it a country or a part of the United States", () => {
  expect(tax(1000, "US", "PR")).toEqual(tax(1000, "PR"));
});

test("a buyer in Canada pays the harmonized tax or the federal and the provincial tax together", () => {
  expect(tax(1000, "CA", "ON")).toMatchObject({
    tax_type: "hst",
    tax_amount: 130,
    gross_amount: 1130,
    estimated: false,
  });
  expect(tax(1000, "CA", "CA-QC")).toMatchObject({ tax_type: "gst", tax_amount: 150, gross_amount: 1150 });
  expect(tax(1000, "CA", "AB")).toMatchObject({ tax_type: "gst", tax_amount: 50, gross_amount: 1050 });
  expect(tax(1000, "CA")).toMatchObject({
    tax_type: "gst",
    tax_amount: 50,
    gross_amount: 1050,
    estimated: true,
  });
});

test("a yen price contains whole yen of consumption tax", () => {
  expect(tax(500, "JP")).toMatchObject({
    tax_type: "consumption_tax",
    tax_amount: 45,
    net_amount: 455,
    gross_amount: 500,
  });
  expect(tax(1, "JP")).toMatchObject({ tax_amount: 0, net_amount: 1, gross_amount: 1 });
});

test("prices in the United Kingdom, Singapore and every state of Australia contain their tax", () => {
  expect(tax(1200, "GB")).toMatchObject({ tax_type: "vat", inclusive: true, tax_amount: 200 });
  expect(tax(1090, "SG")).toMatchObject({ tax_type: "gst", inclusive: true, tax_amount: 90 });
  expect(tax(1100, "AU")).toMatchObject({ tax_type: "gst", inclusive: true, tax_amount: 100 });
  expect(tax(1100, "AU", "nsw")).toMatchObject({ region: "NSW", inclusive: true, tax_amount: 100 });
});

test("nothing is collected in other countries, nor while the buyer's country is not known", () => {
  const untaxed = {
    tax_type: "none",
    rate_ppm: 0,
    tax_amount: 0,
    gross_amount: 1000,
    inclusive: false,
    estimated: false,
  };
  expect(tax(1000, "CH")).toMatchObject(untaxed);
  expect(tax(1000, "BR", "anything at all")).toMatchObject({ ...untaxed, country: "BR", region: null });
  expect(tax(1000, null, "CA")).toMatchObject({ ...untaxed, country: null, region: null });
});

test("a rate changes at midnight UTC of the day on which the law says so", () => {
  expect(ratePercent("EE", "2025-06-30")).toBe(22);
  expect(ratePercent("EE", "2025-07-01")).toBe(24);
  expect(ratePercent("FI", "2024-08-31")).toBe(24);
  expect(ratePercent("FI", "2024-09-01")).toBe(25.5);
  expect(ratePercent("RO", "2025-07-31")).toBe(19);
  expect(ratePercent("RO", "2025-08-01")).toBe(21);
  expect(ratePercent("SK", "2024-12-31")).toBe(20);
  expect(ratePercent("SK", "2025-01-01")).toBe(23);
  expect(ratePercent("CA", "2025-03-31", "NS")).toBe(15);
  expect(ratePercent("CA", "2025-04-01", "NS")).toBe(14);
  expect(tax(100, "EE", null, new Date("2025-06-30T23:59:59.999Z")).rate_ppm).toBe(220_000);
});

test("a sale from before the table gets the oldest rate known, as an estimate", () => {
  expect(tax(100, "EE", null, new Date("2023-12-31T00:00:00Z"))).toMatchObject({
    rate_ppm: 220_000,
    estimated: true,
  });
});

test("a country that does not exist is refused", () => {
  for (const country of ["ZZ", "EU", "UK", "Germany", "", "ıt"])
    expect(refusal(country)).toBe("unknown_country");
});

test("a region that does not exist is refused where regions matter", () => {
  for (const region of ["ZZ", "US", "CA-ON", "US-US-CA", "US-", "", "C A", "ſc"]) {
    expect(refusal("US", region)).toBe("unknown_region");
  }
  expect(refusal("CA", "CA")).toBe("unknown_region");
  expect(refusal("AU", "XYZ")).toBe("unknown_region");
});

test("the lines of a sale always add up to its totals, and net and tax to what the buyer pays", () => {
  const place = fc.constantFrom<[string | null, string | null]>(
    ["DE", null],
    ["FI", null],
    ["JP", null],
    ["US", null],
    ["US", "MN"],
    ["CA", "QC"],
    ["CH", null],
    [null, null],
  );
  const amounts = fc.array(fc.integer({ min: 0, max: 99_999_999 }), { maxLength: 12 });
  fc.assert(
    fc.property(place, amounts, ([country, region], priced) => {
      const result = tax(priced, country, region);
      for (const field of ["tax_amount", "net_amount", "gross_amount"] as const) {
        expect(result.lines.reduce((sum, line) => sum + line[field], 0)).toBe(result[field]);
      }
      expect(result.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(result.subtotal_amount);
      expect(result.net_amount + result.tax_amount).toBe(result.gross_amount);
      expect(result.inclusive ? result.gross_amount : result.net_amount).toBe(result.subtotal_amount);
    }),
  );
});
