export type TaxType = "vat" | "gst" | "hst" | "sales_tax" | "consumption_tax" | "none";

/** The tax of one place during one stretch of time: a row of the table. Days are in UTC and both ends are included. */
export interface TaxRate {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** The part of an ISO 3166-2 code behind the hyphen; absent for a whole country. */
  region?: string;
  tax_type: TaxType;
  rate_ppm: number;
  /** Whether prices are shown with the tax in them. */
  inclusive: boolean;
  /** Whether more would have to be known of the buyer (a region, an address) to be sure of the tax. */
  estimated: boolean;
  valid_from: string;
  valid_to?: string;
  /** The authority that sets or publishes the rate; null for a rate that is nobody's law. */
  source_url: string | null;
  /** The day on which the rate was last compared with a published table, or null when it was not. */
  checked_on: string | null;
}

/** The table's first day. A rate that is older than the table starts here. */
export const TABLE_STARTS_ON = "2024-01-01";

/** The day of the last review of the whole table, which names its version. */
export const TABLE_REVIEWED_ON = "2026-11-22";
