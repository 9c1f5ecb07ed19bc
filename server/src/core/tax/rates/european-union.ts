import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate } from "../rate.ts";

const SOURCE_URL = "https://taxation-customs.ec.europa.eu";

function vat(country: string, rate_ppm: number, valid_from = TABLE_STARTS_ON, valid_to?: string): TaxRate {
  const checked_on = TABLE_REVIEWED_ON;
  const kind = { tax_type: "vat", inclusive: true, estimated: false } as const;
  return { country, ...kind, rate_ppm, valid_from, valid_to, source_url: SOURCE_URL, checked_on };
}

/**
 * Standard rates of the 27 member states. Regions with a rate of their own (the Canaries, the Azores, Madeira) are
 * not told apart from their country.
 */
export const EUROPEAN_UNION: TaxRate[] = [
  vat("AT", 200_000),
  vat("BE", 210_000),
  vat("BG", 200_000),
  vat("CY", 190_000),
  vat("CZ", 210_000),
  vat("DE", 190_000),
  vat("DK", 250_000),
  vat("EE", 220_000, TABLE_STARTS_ON, "2025-06-30"),
  vat("EE", 240_000, "2025-07-01"),
  vat("ES", 210_000),
  vat("FI", 240_000, TABLE_STARTS_ON, "2024-08-31"),
  vat("FI", 255_000, "2024-09-01"),
  vat("FR", 200_000),
  vat("GR", 240_000),
  vat("HR", 250_000),
  vat("HU", 270_000),
  vat("IE", 230_000),
  vat("IT", 220_000),
  vat("LT", 210_000),
  vat("LU", 170_000),
  vat("LV", 210_000),
  vat("MT", 180_000),
  vat("NL", 210_000),
  vat("PL", 230_000),
  vat("PT", 230_000),
  vat("RO", 190_000, TABLE_STARTS_ON, "2025-07-31"),
  vat("RO", 210_000, "2025-08-01"),
  vat("SE", 250_000),
  vat("SI", 220_000),
  vat("SK", 200_000, TABLE_STARTS_ON, "2024-12-31"),
  vat("SK", 230_000, "2025-01-01"),
];
