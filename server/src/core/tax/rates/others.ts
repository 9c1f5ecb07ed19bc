import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate, type TaxType } from "../rate.ts";

function shownWithTax(country: string, tax_type: TaxType, rate_ppm: number, source_url: string): TaxRate {
  const kind = { tax_type, inclusive: true, estimated: false };
  return {
    country,
    ...kind,
    rate_ppm,
    valid_from: TABLE_STARTS_ON,
    source_url,
    checked_on: TABLE_REVIEWED_ON,
  };
}

/** Countries outside the European Union and North America whose tax is collected. */
export const OTHERS: TaxRate[] = [
  shownWithTax("AU", "gst", 100_000, "https://www.ato.gov.au"),
  shownWithTax("GB", "vat", 200_000, "https://www.gov.uk/vat-rates"),
  shownWithTax("JP", "consumption_tax", 100_000, "https://www.nta.go.jp"),
  shownWithTax("SG", "gst", 90_000, "https://www.iras.gov.sg"),
];

/** States and territories of Australia. They share one rate, but a wrong one in an address is still refused. */
export const AUSTRALIAN_REGIONS = ["ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"];
