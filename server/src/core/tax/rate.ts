import type { TaxCategory } from "./category-chain.ts";

export const TAX_TYPES = [
  "vat",
  "gst",
  "hst",
  "sales_tax",
  "service_tax",
  "consumption_tax",
  "none",
] as const;

export type TaxType = (typeof TAX_TYPES)[number];

/** Where a row comes from. */
export interface Sourced {
  /** The authority that sets or publishes it; null for what is nobody's law. */
  readonly source_url: string | null;
  /** The day on which the row was compared with what somebody else has published; null when nothing was found. */
  readonly checked_on: string | null;
}

/** What is taken of the price of one category, from a UTC day on until the next row of that category. */
export interface TaxRate extends Sourced {
  readonly category: TaxCategory;
  readonly rate_ppm: number;
  readonly from: string;
}

/** How much of the price of one category is taxed at all: all of it, nothing, or a part. */
export interface TaxableShare extends Sourced {
  readonly category: TaxCategory;
  readonly taxable_ppm: number;
  readonly from: string;
}

/** One tax of one authority. A place may have several, which are all taken of the net price. */
export interface Levy {
  /** As it is called on an invoice. */
  readonly name: string;
  /** ISO 3166 of whose tax it is: `DE`, `CA`, `CA-QC`. */
  readonly jurisdiction: string;
  /** The rows of a category in the order of time. */
  readonly rates: readonly TaxRate[];
  readonly shares?: readonly TaxableShare[];
}

/** A country or a region of one, and what is levied there. */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The part of an ISO 3166-2 code behind the hyphen; absent for a whole country. */
  readonly region?: string;
  readonly tax_type: TaxType;
  /** Whether prices are shown with the tax in them. */
  readonly inclusive: boolean;
  /** Whether more would have to be known of the buyer (a region, an address) to be sure of the tax. */
  readonly estimated: boolean;
  /** What the estimate leaves out. */
  readonly note?: string;
  readonly levies: readonly Levy[];
}

export const WHOLE_PPM = 1_000_000;

/** The table's first day. A rate that is older than the table starts here. */
export const TABLE_STARTS_ON = "2024-01-01";

/** The day of the last review of the whole table, which names its version. */
export const TABLE_REVIEWED_ON = "2026-11-22";
