import { type Jurisdiction, TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate } from "../rate.ts";
import { E_PUBLICATIONS } from "./e-publications.ts";

/** The Commission's database of the rates that the member states have notified. */
const SOURCE_URL = "https://ec.europa.eu/taxation_customs/tedb";

function memberState(country: string, rate_ppm: number, ...changes: [from: string, rate_ppm: number][]) {
  const steps = [[TABLE_STARTS_ON, rate_ppm] as const, ...changes];
  const standard = steps.map(
    ([from, rate_ppm]): TaxRate => ({
      category: "general",
      rate_ppm,
      from,
      source_url: SOURCE_URL,
      checked_on: TABLE_REVIEWED_ON,
    }),
  );
  const rates = [...standard, ...(E_PUBLICATIONS.get(country) ?? [])];
  const kind = { tax_type: "vat", inclusive: true, estimated: false } as const;
  return { country, ...kind, levies: [{ name: "VAT", jurisdiction: country, rates }] };
}

/**
 * Standard rates of the 27 member states, compared with the Commission's database as of September 2026. Regions with a
 * rate of their own (the Canaries, the Azores, Madeira) are not told apart from their country.
 */
export const EUROPEAN_UNION: readonly Jurisdiction[] = [
  memberState("AT", 200_000),
  memberState("BE", 210_000),
  memberState("BG", 200_000),
  memberState("CY", 190_000),
  memberState("CZ", 210_000),
  memberState("DE", 190_000),
  memberState("DK", 250_000),
  memberState("EE", 220_000, ["2025-07-01", 240_000]),
  memberState("ES", 210_000),
  memberState("FI", 240_000, ["2024-09-01", 255_000]),
  memberState("FR", 200_000),
  memberState("GR", 240_000),
  memberState("HR", 250_000),
  memberState("HU", 270_000),
  memberState("IE", 230_000),
  memberState("IT", 220_000),
  memberState("LT", 210_000),
  memberState("LU", 170_000),
  memberState("LV", 210_000),
  memberState("MT", 180_000),
  memberState("NL", 210_000),
  memberState("PL", 230_000),
  memberState("PT", 230_000),
  memberState("RO", 190_000, ["2025-08-01", 210_000]),
  memberState("SE", 250_000),
  memberState("SI", 220_000),
  memberState("SK", 200_000, ["2025-01-01", 230_000]),
];
