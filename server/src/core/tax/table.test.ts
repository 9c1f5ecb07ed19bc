import { expect, test } from "vitest";
import { isCountry } from "../../kit/country.ts";
import { TABLE_REVIEWED_ON, TABLE_STARTS_ON } from "./rate.ts";
import { EUROPEAN_UNION } from "./rates/european-union.ts";
import { TAX_RATES } from "./table.ts";

const DAY_MS = 86_400_000;
const dayAfter = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

const rowsByPlace = new Map<string, typeof TAX_RATES>();
for (const row of TAX_RATES) {
  const place = `${row.country} ${row.region ?? ""}`;
  rowsByPlace.set(place, [...(rowsByPlace.get(place) ?? []), row]);
}

test("every place has exactly one rate on every day from the table's first on", () => {
  for (const [place, rows] of rowsByPlace) {
    let next_day: string | undefined = TABLE_STARTS_ON;
    for (const row of rows) {
      expect(row.valid_from, place).toBe(next_day);
      next_day = row.valid_to && dayAfter(row.valid_to);
    }
    expect(next_day, place).toBeUndefined();
  }
});

test("every rate is a whole number of parts per million of an existing country, from a source", () => {
  for (const row of TAX_RATES) {
    const what = `${row.country} ${row.region ?? ""}`;
    expect(isCountry(row.country), what).toBe(true);
    expect(Number.isSafeInteger(row.rate_ppm) && row.rate_ppm >= 0 && row.rate_ppm <= 300_000, what).toBe(
      true,
    );
    expect(row.rate_ppm === 0 || row.tax_type !== "none", what).toBe(true);
    if (row.source_url !== null) expect(new URL(row.source_url).protocol, what).toBe("https:");
    if (row.checked_on !== null) expect(row.checked_on <= TABLE_REVIEWED_ON, what).toBe(true);
  }
});

test("all member states of the European Union, states of the United States and provinces of Canada are there", () => {
  const placesOf = (country: string) =>
    [...rowsByPlace.keys()].filter((place) => place.startsWith(`${country} `));
  expect(new Set(EUROPEAN_UNION.map((row) => row.country)).size).toBe(27);
  // 50 states, the District of Columbia, and the row for a state that is not known.
  expect(placesOf("US")).toHaveLength(52);
  expect(placesOf("CA")).toHaveLength(14);
});
