import type { Messages } from "../messages/index.ts";
import type { Choice } from "./countries.ts";

/** The countries whose region decides tax or authorisation; elsewhere no region is asked for. */
export type RegionCountry = keyof Messages["regions"];

/** True when the page asks for a region in this country. */
export function hasRegions(country: string): country is RegionCountry {
  return country === "US" || country === "CA" || country === "AU";
}

/** True when a payment from this country cannot go without a region. */
export function requiresRegion(country: string): boolean {
  return country === "US" || country === "CA";
}

/** The regions of a country, which a language writes as "CA California,CO Colorado". */
export function regionChoices(country: RegionCountry, messages: Messages): Choice[] {
  return messages.regions[country].split(",").map((entry) => {
    const value = entry.slice(0, entry.indexOf(" "));
    return { value, label: entry.slice(value.length + 1) };
  });
}
