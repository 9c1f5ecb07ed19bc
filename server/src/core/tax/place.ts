import { isCountry } from "../../kit/country.ts";
import type { Refusal } from "../../kit/result.ts";
import { CANADA } from "./rates/canada.ts";
import { AUSTRALIAN_REGIONS } from "./rates/others.ts";
import { UNITED_STATES, UNITED_STATES_TERRITORIES } from "./rates/united-states.ts";

/** Where the buyer is, as far as the table tells places apart. */
export interface Place {
  country: string | null;
  region: string | null;
}

/** Why no tax can be calculated: the place does not exist. It is an ordinary refusal, so `isRefusal` tells it apart. */
export interface TaxRefusal extends Refusal {
  readonly refused: "parameter_invalid";
  readonly code: "unknown_country" | "unknown_region";
  readonly param: "country" | "region";
}

const regionsOf = (rates: { region?: string }[]) => rates.flatMap(({ region }) => region ?? []);

const REGIONS = new Map([
  ["AU", new Set(AUSTRALIAN_REGIONS)],
  ["CA", new Set(regionsOf(CANADA))],
  ["US", new Set([...regionsOf(UNITED_STATES), ...UNITED_STATES_TERRITORIES])],
]);

/** Reads a country and a region in any of the accepted forms: `us` and `CA`, `ca` or `US-CA`. */
export function parsePlace(country_text: string | null, region_text: string | null): Place | TaxRefusal {
  if (country_text === null) return { country: null, region: null };
  if (!isCountry(country_text)) return unknownCountry();
  const country = country_text.toUpperCase();
  const regions = REGIONS.get(country);
  if (regions === undefined || region_text === null) return { country, region: null };
  const region = /^[A-Za-z-]+$/.test(region_text) ? withoutCountry(region_text.toUpperCase(), country) : "";
  if (!regions.has(region)) return unknownRegion(country);
  // ISO lists a territory twice, as a part of the United States and as a country: it is taxed as the latter.
  if (country === "US" && UNITED_STATES_TERRITORIES.includes(region))
    return { country: region, region: null };
  return { country, region };
}

function withoutCountry(region: string, country: string): string {
  return region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region;
}

function unknownCountry(): TaxRefusal {
  const message = "country must be the ISO 3166-1 alpha-2 code of an existing country, such as DE or US.";
  return { refused: "parameter_invalid", code: "unknown_country", message, param: "country" };
}

function unknownRegion(country: string): TaxRefusal {
  const message = `region must be an ISO 3166-2 code of ${country}, with or without "${country}-" before it.`;
  return { refused: "parameter_invalid", code: "unknown_region", message, param: "region" };
}
