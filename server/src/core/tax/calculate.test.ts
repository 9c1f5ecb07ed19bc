import fc from "fast-check";
import { expect, test } from "vitest";
import "../../../test/support/fixed-seed.ts";
import { isRefusal } from "../../kit/result.ts";
import { calculateTax } from "./calculate.ts";
import type { TaxAnswer, TaxRequest } from "./provider.ts";

const TODAY = new Date("2026-11-22T12:00:00Z");

const CONSUMER: Omit<TaxRequest, "country" | "lines"> = {
  region: null,
  postal_code: null,
  currency: "USD",
  customer_tax_id: null,
  seller_country: "IE",
  at: TODAY,
};

function answer(request: Partial<TaxRequest>): TaxAnswer {
  const lines = [{ amount: 1000, tax_category: null }];
  const result = calculateTax({ ...CONSUMER, country: null, lines, ...request });
  if (isRefusal(result)) throw new Error(result.message);
  return result;
}

/** The only line of a sale, with what applies to all lines. */
function tax(
  amount: number,
  country: string | null,
  details: Partial<TaxRequest> & { category?: string } = {},
) {
  const { category = null, ...request } = details;
  const { lines, ...common } = answer({ country, lines: [{ amount, tax_category: category }], ...request });
  return { ...common, ...lines[0] };
}

function refusal(country: string, region: string | null = null) {
  const result = calculateTax({ ...CONSUMER, country, region, lines: [] });
  return isRefusal(result) ? result.code : result;
}

const on = (day: string) => ({ at: new Date(`${day}T00:00:00Z`) });

const ratePercent = (
  country: string,
  day: string,
  details: Partial<TaxRequest> & { category?: string } = {},
) => (tax(100, country, { ...on(day), ...details }).rate_ppm ?? Number.NaN) / 10_000;

test("10.00 EUR sold to Germany contains 1.60 EUR of VAT", () => {
  expect(answer({ country: "DE" })).toEqual({
    country: "DE",
    region: null,
    tax_type: "vat",
    inclusive: true,
    estimated: false,
    note: null,
    reverse_charge: false,
    invoice_notes: [],
    lines: [
      {
        amount: 1000,
        tax_category: null,
        tax_amount: 160,
        net_amount: 840,
        gross_amount: 1000,
        rate_ppm: 190_000,
        components: [{ name: "VAT", jurisdiction: "DE", rate_ppm: 190_000, tax_amount: 160 }],
      },
    ],
    version: "2026-11-22",
  });
});

test("9.99 USD sold to the United States without a state is estimated to cost 10.79 USD", () => {
  expect(tax(999, "US")).toMatchObject({
    tax_type: "sales_tax",
    inclusive: false,
    estimated: true,
    note: expect.stringMatching(/8 %.*state/),
    tax_amount: 80,
    net_amount: 999,
    gross_amount: 1079,
  });
});

test("a buyer's state decides the sales tax that is added", () => {
  expect(tax(1000, "US", { region: "CA" })).toMatchObject({
    rate_ppm: 72_500,
    tax_amount: 73,
    gross_amount: 1073,
    estimated: true,
  });
  expect(tax(1000, "US", { region: "TX" })).toMatchObject({
    rate_ppm: 62_500,
    tax_amount: 63,
    estimated: true,
  });
  expect(tax(1000, "US", { region: "OR" })).toMatchObject({
    tax_type: "none",
    tax_amount: 0,
    gross_amount: 1000,
    estimated: false,
    note: null,
  });
  expect(tax(1000, "US", { region: "AK" })).toMatchObject({
    tax_amount: 0,
    gross_amount: 1000,
    estimated: true,
  });
});

test("Texas taxes four fifths of software as a service, and all of a download", () => {
  const saas = tax(1000, "US", { region: "TX", category: "saas" });
  expect(saas).toMatchObject({ rate_ppm: 50_000, tax_amount: 50, gross_amount: 1050 });
  expect(saas.components).toEqual([
    { name: "Sales tax", jurisdiction: "US-TX", rate_ppm: 50_000, tax_amount: 50 },
  ]);
  expect(tax(1000, "US", { region: "TX", category: "digital_goods" })).toMatchObject({ tax_amount: 63 });
  expect(tax(1000, "US", { region: "TX", category: "services" })).toMatchObject({ tax_amount: 0 });
});

test("what is sold decides whether a state taxes it", () => {
  const taxedIn = (region: string, category: string) =>
    tax(1000, "US", { region, category }).tax_amount !== 0;
  expect(taxedIn("CA", "e_books")).toBe(false);
  expect(taxedIn("CA", "physical_goods")).toBe(true);
  expect(taxedIn("NY", "digital_audio")).toBe(false);
  expect(taxedIn("NY", "saas")).toBe(true);
  expect(taxedIn("WA", "games")).toBe(true);
  expect(taxedIn("HI", "services")).toBe(true);
});

test("Vermont and Louisiana have begun to tax what they did not", () => {
  expect(ratePercent("US", "2024-06-30", { region: "VT", category: "saas" })).toBe(0);
  expect(ratePercent("US", "2024-07-01", { region: "VT", category: "saas" })).toBe(6);
  expect(ratePercent("US", "2024-12-31", { region: "LA", category: "e_books" })).toBe(0);
  expect(ratePercent("US", "2025-01-01", { region: "LA", category: "e_books" })).toBe(5);
});

test("a region may be written with or without its country, in upper or lower case", () => {
  for (const region of ["CA", "ca", "US-CA", "us-ca"]) {
    expect(tax(1000, "us", { region })).toMatchObject({ country: "US", region: "CA", rate_ppm: 72_500 });
  }
});

test("a postal code tells the state or province of a buyer who has not named it", () => {
  const regionOf = (country: string, postal_code: string) => answer({ country, postal_code }).region;
  expect(regionOf("US", "94107")).toBe("CA");
  expect(regionOf("US", "73301-0001")).toBe("TX");
  expect(regionOf("US", "10001")).toBe("NY");
  expect(regionOf("CA", "h2x 1y4")).toBe("QC");
  expect(regionOf("CA", "X0A 0H0")).toBe("NU");
  expect(answer({ country: "US", postal_code: "00901" })).toMatchObject({ country: "PR", region: null });
  for (const nothing of ["", "9410", "ABCDE", "00000"]) expect(regionOf("US", nothing)).toBeNull();
  expect(answer({ country: "US", region: "OR", postal_code: "94107" }).region).toBe("OR");
});

test("a buyer in Puerto Rico is taxed alike whether the address calls it a country or a part of the United States", () => {
  expect(tax(1000, "US", { region: "PR" })).toEqual(tax(1000, "PR"));
});

test("a buyer in Canada pays the harmonized tax, or the federal and the provincial tax, each by its name", () => {
  expect(tax(1000, "CA", { region: "ON" })).toMatchObject({
    tax_type: "hst",
    tax_amount: 130,
    gross_amount: 1130,
    estimated: false,
    components: [{ name: "HST", jurisdiction: "CA-ON", tax_amount: 130 }],
  });
  expect(tax(1000, "CA", { region: "CA-QC" })).toMatchObject({
    tax_type: "gst",
    tax_amount: 150,
    gross_amount: 1150,
    components: [
      { name: "GST", jurisdiction: "CA", rate_ppm: 50_000, tax_amount: 50 },
      { name: "QST", jurisdiction: "CA-QC", rate_ppm: 99_750, tax_amount: 100 },
    ],
  });
  expect(tax(1000, "CA", { region: "AB" })).toMatchObject({
    tax_type: "gst",
    tax_amount: 50,
    gross_amount: 1050,
  });
  expect(tax(1000, "CA")).toMatchObject({ tax_type: "gst", tax_amount: 50, estimated: true });
});

test("Manitoba taxes software in the cloud since 2026", () => {
  const manitoba = { region: "MB", category: "saas" };
  expect(ratePercent("CA", "2025-12-31", manitoba)).toBe(5);
  expect(ratePercent("CA", "2026-01-01", manitoba)).toBe(12);
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

test("prices outside of North America contain their tax", () => {
  expect(tax(1200, "GB")).toMatchObject({ tax_type: "vat", inclusive: true, tax_amount: 200 });
  expect(tax(1090, "SG")).toMatchObject({ tax_type: "gst", inclusive: true, tax_amount: 90 });
  expect(tax(1100, "AU", { region: "nsw" })).toMatchObject({
    region: "NSW",
    inclusive: true,
    tax_amount: 100,
  });
  expect(tax(1081, "CH")).toMatchObject({ inclusive: true, tax_amount: 81 });
  expect(tax(1080, "MY")).toMatchObject({ tax_type: "service_tax", tax_amount: 80 });
});

test("nothing is collected in other countries, nor while the buyer's country is not known", () => {
  const untaxed = { tax_type: "none", tax_amount: 0, gross_amount: 1000, inclusive: false, estimated: false };
  expect(tax(1000, "HK")).toMatchObject(untaxed);
  expect(tax(1000, "BR", { region: "anything at all" })).toMatchObject({ ...untaxed, region: null });
  expect(tax(1000, null, { region: "CA" })).toMatchObject({ ...untaxed, country: null, region: null });
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
  expect(ratePercent("CA", "2025-03-31", { region: "NS" })).toBe(15);
  expect(ratePercent("CA", "2025-04-01", { region: "NS" })).toBe(14);
  expect(ratePercent("US", "2026-09-30", { region: "DC" })).toBe(6);
  expect(ratePercent("US", "2026-10-01", { region: "DC" })).toBe(7);
  expect(tax(100, "EE", { at: new Date("2025-06-30T23:59:59.999Z") }).rate_ppm).toBe(220_000);
});

test("electronic books have the rate that each country has for them", () => {
  const day = "2026-11-22";
  for (const [country, rate] of [
    ["DE", 7],
    ["FR", 5.5],
    ["IE", 0],
    ["CZ", 0],
    ["FI", 13.5],
    ["LT", 5],
    ["SK", 5],
    ["RO", 11],
    ["HU", 27],
    ["DK", 25],
    ["GB", 0],
    ["NO", 0],
    ["CH", 2.6],
    ["IS", 11],
    ["JP", 10],
  ] as const) {
    expect(ratePercent(country, day, { category: "e_books" }), country).toBe(rate);
    expect(ratePercent(country, day, { category: "software" }), country).toBe(ratePercent(country, day));
  }
  expect(ratePercent("FR", day, { category: "e_periodicals" })).toBe(2.1);
  expect(ratePercent("IE", day, { category: "e_periodicals" })).toBe(9);
  expect(ratePercent("FI", "2024-12-31", { category: "e_books" })).toBe(10);
  expect(ratePercent("FI", "2025-12-31", { category: "e_books" })).toBe(14);
});

test("a category that nobody knows, and none, are goods in general", () => {
  expect(tax(1000, "DE", { category: "books" }).rate_ppm).toBe(190_000);
  expect(tax(1000, "US", { region: "CA", category: "txcd_10000000" }).rate_ppm).toBe(72_500);
});

test("a donation is taxed nowhere", () => {
  for (const country of ["DE", "US", "CA", "AU"]) {
    expect(tax(1000, country, { category: "donations" })).toMatchObject({
      tax_amount: 0,
      gross_amount: 1000,
    });
  }
});

test("a sale from before the table gets the oldest rate known, as an estimate", () => {
  expect(tax(100, "EE", on("2023-12-31"))).toMatchObject({
    rate_ppm: 220_000,
    estimated: true,
    note: expect.stringMatching(/older/),
  });
});

const company = { customer_tax_id: "DE136695976", seller_country: "IE" };

test("a company in another member state owes the tax itself and pays the price without it", () => {
  expect(tax(1000, "DE", { ...company, category: "saas" })).toMatchObject({
    reverse_charge: true,
    invoice_notes: [
      "Reverse charge",
      "Steuerschuldnerschaft des Leistungsempfängers",
      expect.stringMatching(/2006\/112/),
    ],
    tax_type: "vat",
    inclusive: true,
    tax_amount: 0,
    net_amount: 840,
    gross_amount: 840,
    rate_ppm: 0,
    components: [],
  });
});

test("a company at home, and one whose seller is established nobody knows where, is taxed like anybody", () => {
  for (const seller_country of ["DE", null]) {
    expect(tax(1000, "DE", { ...company, seller_country })).toMatchObject({
      reverse_charge: false,
      invoice_notes: [],
      tax_amount: 160,
    });
  }
});

test("a company is taxed like anybody where no law was found that says otherwise", () => {
  const reverses = (country: string) => answer({ country, customer_tax_id: "1" }).reverse_charge;
  expect(["AU", "GB", "NO", "NZ", "SG", "FR"].filter(reverses)).toHaveLength(6);
  expect(["CH", "IN", "JP", "US", "CA", "ZA", "IE"].filter(reverses)).toEqual([]);
});

test("goods that are shipped are taxed in the price although a company buys them", () => {
  const lines = ["physical_goods", "software"].map((tax_category) => ({ amount: 1190, tax_category }));
  const mixed = answer({ country: "DE", ...company, lines });
  expect(mixed.reverse_charge).toBe(true);
  expect(mixed.lines).toMatchObject([
    { tax_amount: 190, gross_amount: 1190 },
    { tax_amount: 0, gross_amount: 1000 },
  ]);
});

test("every member state has its own words for the invoice, in the language of the buyer", () => {
  for (const country of ["AT", "BG", "ES", "FR", "GR", "HU", "PL", "SE"]) {
    const { invoice_notes } = answer({ country, ...company });
    expect(invoice_notes, country).toHaveLength(3);
    expect(invoice_notes[0]).toBe("Reverse charge");
    expect(invoice_notes[1]).not.toBe("Reverse charge");
  }
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

test("components add up to the tax of their line, and net and tax to what the buyer pays, in every currency", () => {
  const place = fc.constantFrom<[string | null, string | null]>(
    ["DE", null],
    ["FI", null],
    ["JP", null],
    ["US", null],
    ["US", "MN"],
    ["CA", "QC"],
    ["CA", "SK"],
    ["HK", null],
    [null, null],
  );
  const tax_category = fc.constantFrom(null, "e_books", "saas", "services", "donations", "physical_goods");
  const line = fc.record({ amount: fc.integer({ min: 0, max: 99_999_999 }), tax_category });
  const buyer = fc.record({
    currency: fc.constantFrom("JPY", "USD", "KWD"),
    customer_tax_id: fc.constantFrom(null, "X"),
    seller_country: fc.constantFrom(null, "IE", "DE"),
  });
  fc.assert(
    fc.property(place, fc.array(line, { maxLength: 12 }), buyer, ([country, region], lines, details) => {
      const result = answer({ country, region, lines, ...details });
      expect(result.lines).toHaveLength(lines.length);
      for (const [index, taxed] of result.lines.entries()) {
        expect(taxed.amount).toBe(lines[index]?.amount);
        expect(taxed.net_amount + taxed.tax_amount).toBe(taxed.gross_amount);
        expect(taxed.components.reduce((sum, { tax_amount }) => sum + tax_amount, 0)).toBe(taxed.tax_amount);
        expect(taxed.components.every(({ tax_amount }) => tax_amount >= 0)).toBe(true);
        const is_price = result.inclusive ? taxed.gross_amount : taxed.net_amount;
        if (!result.reverse_charge) expect(is_price).toBe(taxed.amount);
      }
    }),
  );
});

test("the tax of a line is the rate of its net price, to the nearest minor unit, halves up", () => {
  const amount = fc.integer({ min: 0, max: 99_999_999 });
  fc.assert(
    fc.property(amount, (priced) => {
      const added = tax(priced, "US", { region: "MN" });
      expect(Math.abs((added.tax_amount ?? 0) - priced * 0.068_75)).toBeLessThanOrEqual(0.5);
      const included = tax(priced, "FI");
      expect(Math.abs((included.net_amount ?? 0) - priced / 1.255)).toBeLessThanOrEqual(0.500_000_1);
    }),
  );
  expect(tax(200, "CA", { region: "SK", category: "general" }).tax_amount).toBe(22);
  expect(tax(100, "US", { region: "WA" }).tax_amount).toBe(7);
});
