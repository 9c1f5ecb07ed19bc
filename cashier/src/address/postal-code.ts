/** The countries whose postal code is asked for, because card issuers there check it or tax depends on it. */
export type PostalCountry = "US" | "CA" | "GB" | "AU";

const patterns: Record<PostalCountry, RegExp> = {
  US: /^\d{5}(-?\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/,
  AU: /^\d{4}$/,
};

/** True when the page asks for a postal code in this country. */
export function hasPostalCode(country: string): country is PostalCountry {
  return Object.hasOwn(patterns, country);
}

/** True when a payment from this country cannot go without a postal code. */
export function requiresPostalCode(country: string): boolean {
  return hasPostalCode(country) && country !== "AU";
}

/** The code as it is sent: half-width, upper case, no space at either end. */
export function normalizePostalCode(text: string): string {
  return text.normalize("NFKC").trim().toUpperCase();
}

/** True when the text looks like a postal code of the country. */
export function isPostalCode(text: string, country: PostalCountry): boolean {
  return patterns[country].test(normalizePostalCode(text));
}
