import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate, type TaxType } from "../rate.ts";

const REVENUE_AGENCY = "https://www.canada.ca/en/revenue-agency.html";

interface Details {
  valid_from?: string;
  valid_to?: string;
  source_url?: string;
}

function province(region: string, tax_type: TaxType, rate_ppm: number, details: Details = {}): TaxRate {
  const { valid_from = TABLE_STARTS_ON, valid_to, source_url = REVENUE_AGENCY } = details;
  const kind = { tax_type, inclusive: false, estimated: false };
  const checked_on = TABLE_REVIEWED_ON;
  return { country: "CA", region, ...kind, rate_ppm, valid_from, valid_to, source_url, checked_on };
}

/**
 * What a buyer in each province pays in all: HST where the province has joined it, and elsewhere the federal GST of
 * 5 % with the province's own sales tax (PST, RST, QST), which are both taken of the net price.
 */
export const CANADA: TaxRate[] = [
  {
    country: "CA",
    tax_type: "gst",
    rate_ppm: 50_000,
    inclusive: false,
    // Every province charges the federal tax, so without one it is the part that is sure to be due.
    estimated: true,
    valid_from: TABLE_STARTS_ON,
    source_url: REVENUE_AGENCY,
    checked_on: TABLE_REVIEWED_ON,
  },
  province("AB", "gst", 50_000),
  province("BC", "gst", 120_000, { source_url: "https://www2.gov.bc.ca" }),
  province("MB", "gst", 120_000, { source_url: "https://www.gov.mb.ca/finance" }),
  province("NB", "hst", 150_000),
  province("NL", "hst", 150_000),
  province("NS", "hst", 150_000, { valid_to: "2025-03-31" }),
  province("NS", "hst", 140_000, { valid_from: "2025-04-01" }),
  province("NT", "gst", 50_000),
  province("NU", "gst", 50_000),
  province("ON", "hst", 130_000),
  province("PE", "hst", 150_000),
  province("QC", "gst", 149_750, { source_url: "https://www.revenuquebec.ca" }),
  province("SK", "gst", 110_000, { source_url: "https://www.saskatchewan.ca" }),
  province("YT", "gst", 50_000),
];
