import { expect, test } from "vitest";
import { isCountry } from "../../kit/country.ts";
import { BUSINESS_BUYER_RULES } from "./business-buyers.ts";
import { TAX_CATEGORIES } from "./categories.ts";
import { categoryChain } from "./category-chain.ts";
import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, WHOLE_PPM } from "./rate.ts";
import { applyLevies, JURISDICTIONS } from "./table.ts";

const ROWS = JURISDICTIONS.flatMap(({ country, region, levies }) =>
  levies.flatMap((levy) => [
    { what: `${country} ${region ?? ""} ${levy.name}`, rows: levy.rates },
    { what: `${country} ${region ?? ""} ${levy.name} shares`, rows: levy.shares ?? [] },
  ]),
);

test("every category has a row from the table's first day on, or none, and rows come in the order of time", () => {
  for (const { what, rows } of ROWS) {
    for (const { code } of TAX_CATEGORIES) {
      const days = rows.filter(({ category }) => category === code).map(({ from }) => from);
      if (days.length > 0) expect(days[0], what).toBe(TABLE_STARTS_ON);
      expect(days, what).toEqual([...new Set(days)].sort());
      for (const day of days) expect(new Date(day).toISOString().slice(0, 10), what).toBe(day);
    }
  }
});

test("every row is from an official address, and none was checked after the review", () => {
  for (const { what, rows } of [...ROWS, { what: "business buyers", rows: BUSINESS_BUYER_RULES }]) {
    for (const { source_url, checked_on } of rows) {
      if (source_url !== null) expect(new URL(source_url).protocol, what).toBe("https:");
      if (checked_on !== null) expect(checked_on <= TABLE_REVIEWED_ON, what).toBe(true);
    }
  }
});

test("every rate is a whole number of parts per million, also of what is taxed in part", () => {
  const days = ROWS.flatMap(({ rows }) => rows.map(({ from }) => from));
  for (const jurisdiction of JURISDICTIONS) {
    const what = `${jurisdiction.country} ${jurisdiction.region ?? ""}`;
    expect(isCountry(jurisdiction.country), what).toBe(true);
    expect(jurisdiction.levies.length === 0, what).toBe(jurisdiction.tax_type === "none");
    for (const { rates, shares = [] } of jurisdiction.levies) {
      expect(rates.some(({ category }) => category === "general")).toBe(true);
      expect(shares.every(({ taxable_ppm }) => taxable_ppm >= 0 && taxable_ppm <= WHOLE_PPM)).toBe(true);
    }
    for (const day of new Set(days)) {
      for (const { code } of TAX_CATEGORIES) {
        for (const { rate_ppm } of applyLevies(jurisdiction, code, new Date(day))) {
          expect(Number.isSafeInteger(rate_ppm) && rate_ppm >= 0 && rate_ppm <= 300_000, what).toBe(true);
        }
      }
    }
  }
});

test("the countries, states and provinces that the desk collects in are there, each once", () => {
  const places = JURISDICTIONS.map(({ country, region }) => `${country}-${region ?? ""}`);
  expect(new Set(places).size).toBe(places.length);
  const inCountry = (code: string) => places.filter((place) => place.startsWith(`${code}-`));
  // 50 states, the District of Columbia, and the row for a state that is not known.
  expect(inCountry("US")).toHaveLength(52);
  expect(inCountry("CA")).toHaveLength(14);
  const countries = [...new Set(JURISDICTIONS.map(({ country }) => country))].sort();
  expect(countries.join(" ")).toBe(
    "AE AT AU BE BG CA CH CL CO CY CZ DE DK EE ES FI FR GB GR HR HU ID IE IN IS IT JP KR LT LU LV MT MX MY NL NO NZ " +
      "PH PL PT RO SA SE SG SI SK TH TR TW US VN ZA",
  );
});

test("only the United States and Canada show prices without the tax", () => {
  const exclusive = JURISDICTIONS.filter(({ inclusive }) => !inclusive).map(({ country }) => country);
  expect([...new Set(exclusive)].sort()).toEqual(["CA", "US"]);
});

test("every category but donations ends at goods in general", () => {
  expect(categoryChain("e_books")).toEqual(["e_books", "digital_goods", "general"]);
  expect(categoryChain("saas")).toEqual(["saas", "software", "digital_goods", "general"]);
  for (const { code } of TAX_CATEGORIES) {
    const chain = categoryChain(code);
    expect(chain[0]).toBe(code);
    expect(chain.at(-1)).toBe(code === "donations" ? "donations" : "general");
  }
});
