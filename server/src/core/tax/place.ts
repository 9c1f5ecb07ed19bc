import { isCountry } from "../../kit/country.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import { regionOfPostalCode } from "./postal-regions.ts";
import { CANADA } from "./rates/canada.ts";
import { AUSTRALIAN_REGIONS } from "./rates/others.ts";
import { UNITED_STATES, UNITED_STATES_TERRITORIES } from "./rates/united-states.ts";

/** Where the buyer says to be. */
export interface Address {
  /** ISO 3166-1 alpha-2 in upper or lower case, or null while it is not known where the buyer is. */
  readonly country: string | null;
  /** ISO 3166-2 with or without the country (`CA`, `US-CA`); only read for Australia, Canada and the United States. */
  readonly region: string | null;
  /** Tells the state or province of a buyer who has not named it. */
  readonly postal_code: string | null;
}

/** Where the buyer is, as far as the table tells places apart. */
export interface Place {
  readonly country: string | null;
  readonly region: string | null;
}

/** Why no tax can be calculated: the place does not exist. It is an ordinary refusal, so `isRefusal` tells it apart. */
export interface TaxRefusal extends Refusal {
  readonly refused: "parameter_invalid";
  readonly code: "unknown_country" | "unknown_region";
  readonly param: "country" | "region";
}

const regionsOf = (rates: readonly { region?: string }[]) => rates.flatMap(({ region }) => region ?? []);

const REGIONS = new Map([
  ["AU", new Set(AUSTRALIAN_REGIONS)],
  ["CA", new Set(regionsOf(CANADA))],
  ["US", new Set([...regionsOf(UNITED_STATES), ...UNITED_STATES_TERRITORIES])],
]);

/** Reads a country and a region in any of the accepted forms: `us` and `CA`, `ca` or `US-CA`. */
export function parsePlace(address: Address): Place | TaxRefusal {
  if (address.country === null) return { country: null, region: null };
  if (!isCountry(address.country)) return unknownCountry();
  const country = address.country.toUpperCase();
  const regions = REGIONS.get(country);
  if (regions === undefined) return { country, region: null };
  if (address.region === null)
    return placeOf(country, regionOfPostalCode(country, address.postal_code ?? ""));
  const region = /^[A-Za-z-]+$/.test(address.region)
    ? withoutCountry(address.region.toUpperCase(), country)
    : "";
  return regions.has(region) ? placeOf(country, region) : unknownRegion(country);
}

// ISO lists a territory twice, as a part of the United States and as a country: it is taxed as the latter.
function placeOf(country: string, region: string | null): Place {
  const is_territory = country === "US" && region !== null && UNITED_STATES_TERRITORIES.includes(region);
  return is_territory ? { country: region, region: null } : { country, region };
}

function withoutCountry(region: string, country: string): string {
  return region.startsWith(`${country}-`) ? region.slice(country.length + 1) : region;
}

function unknownCountry(): TaxRefusal {
  const refusal = refuse(
    "parameter_invalid",
    "country must be the ISO 3166-1 alpha-2 code of an existing country, such as DE or US.",
  );
  return { ...refusal, refused: "parameter_invalid", code: "unknown_country", param: "country" };
}

function unknownRegion(country: string): TaxRefusal {
  const template = 'region must be an ISO 3166-2 code of {country}, with or without "{country}-" before it.';
  const refusal = refuse("parameter_invalid", template, "region", { country });
  return { ...refusal, refused: "parameter_invalid", code: "unknown_region", param: "region" };
}
