import type { Place } from "./place.ts";
import { TABLE_STARTS_ON, type TaxRate } from "./rate.ts";
import { CANADA } from "./rates/canada.ts";
import { EUROPEAN_UNION } from "./rates/european-union.ts";
import { OTHERS } from "./rates/others.ts";
import { UNITED_STATES } from "./rates/united-states.ts";

/** Every rate that is kept, the rows of a place in the order of time. */
export const TAX_RATES: readonly TaxRate[] = [...EUROPEAN_UNION, ...UNITED_STATES, ...CANADA, ...OTHERS];

/** What applies to a sale: the part of a row that does not depend on time. */
export type AppliedRate = Pick<TaxRate, "tax_type" | "rate_ppm" | "inclusive" | "estimated">;

const NO_TAX: AppliedRate = { tax_type: "none", rate_ppm: 0, inclusive: false, estimated: false };

const ROWS_BY_PLACE = new Map<string, TaxRate[]>();
for (const rate of TAX_RATES) {
  const place = key(rate.country, rate.region);
  ROWS_BY_PLACE.set(place, [...(ROWS_BY_PLACE.get(place) ?? []), rate]);
}

/** The rate in a place on the UTC day of an instant; no tax where nothing is collected. */
export function findRate(place: Place, at: Date): AppliedRate {
  const rows = place.country === null ? undefined : rowsOf(place.country, place.region);
  const earliest = rows?.[0];
  if (rows === undefined || earliest === undefined) return NO_TAX;
  const day = at.toISOString().slice(0, TABLE_STARTS_ON.length);
  // A sale from before the table gets the oldest rate known, and says that it is not sure of it.
  return rows.findLast((row) => row.valid_from <= day) ?? { ...earliest, estimated: true };
}

// A region without rows of its own, such as an Australian state, has its country's rate.
function rowsOf(country: string, region: string | null): TaxRate[] | undefined {
  return ROWS_BY_PLACE.get(key(country, region)) ?? ROWS_BY_PLACE.get(key(country, null));
}

function key(country: string, region: string | null | undefined): string {
  return region ? `${country}-${region}` : country;
}
