import { categoryChain, type TaxCategory } from "./category-chain.ts";
import type { Place } from "./place.ts";
import { type Jurisdiction, type Levy, TABLE_STARTS_ON, type TaxableShare, WHOLE_PPM } from "./rate.ts";
import { CANADA } from "./rates/canada.ts";
import { EUROPEAN_UNION } from "./rates/european-union.ts";
import { OTHERS } from "./rates/others.ts";
import { UNITED_STATES } from "./rates/united-states.ts";

/** Every place where tax is collected. */
export const JURISDICTIONS: readonly Jurisdiction[] = [
  ...EUROPEAN_UNION,
  ...UNITED_STATES,
  ...CANADA,
  ...OTHERS,
];

const BY_PLACE = new Map(
  JURISDICTIONS.map((jurisdiction) => [key(jurisdiction.country, jurisdiction.region), jurisdiction]),
);

/** What is levied in a place, or undefined where nothing is collected. */
export function findJurisdiction({ country, region }: Place): Jurisdiction | undefined {
  if (country === null) return undefined;
  // A region without rows of its own, such as an Australian state, is taxed as its country.
  return BY_PLACE.get(key(country, region)) ?? BY_PLACE.get(key(country, null));
}

function key(country: string, region: string | null | undefined): string {
  return region ? `${country}-${region}` : country;
}

/** One tax as it applies to one line: the rate of the whole price, of which perhaps only a part is taxed. */
export interface AppliedLevy {
  readonly name: string;
  readonly jurisdiction: string;
  readonly rate_ppm: number;
}

/** The taxes of a place on one category on the UTC day of an instant. */
export function applyLevies(
  { levies }: Pick<Jurisdiction, "levies">,
  category: TaxCategory,
  at: Date,
): AppliedLevy[] {
  const day = dayOf(at);
  return levies.map((levy) => ({
    name: levy.name,
    jurisdiction: levy.jurisdiction,
    rate_ppm: (rateOf(levy, category, day) * taxableOf(levy.shares ?? [], category, day)) / WHOLE_PPM,
  }));
}

/** A sale from before the table gets the oldest rate known, and nobody can be sure of it. */
export function isBeforeTable(at: Date): boolean {
  return dayOf(at) < TABLE_STARTS_ON;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, TABLE_STARTS_ON.length);
}

function rateOf(levy: Levy, category: TaxCategory, day: string): number {
  return latest(levy.rates, category, day)?.rate_ppm ?? 0;
}

function taxableOf(shares: readonly TaxableShare[], category: TaxCategory, day: string): number {
  return latest(shares, category, day)?.taxable_ppm ?? WHOLE_PPM;
}

/** The row in force of the category, or of the next wider one that has any. */
function latest<Row extends { category: TaxCategory; from: string }>(
  rows: readonly Row[],
  category: TaxCategory,
  day: string,
): Row | undefined {
  for (const wider of categoryChain(category)) {
    const own = rows.filter((row) => row.category === wider);
    if (own.length > 0) return own.findLast((row) => row.from <= day) ?? own[0];
  }
  return undefined;
}
