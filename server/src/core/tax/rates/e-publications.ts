import type { TaxCategory } from "../category-chain.ts";
import { TABLE_REVIEWED_ON, TABLE_STARTS_ON, type TaxRate } from "../rate.ts";

const SOURCE_URL = "https://ec.europa.eu/taxation_customs/tedb";
const IRISH_REVENUE =
  "https://www.revenue.ie/en/vat/vat-on-services/electronic-services/electronic-publications/index.aspx";

interface Details {
  from?: string;
  source_url?: string;
  /** True for a rate that nothing was found to compare with. */
  unchecked?: boolean;
}

function row(category: TaxCategory, rate_ppm: number, details: Details): TaxRate {
  const { from = TABLE_STARTS_ON, source_url = SOURCE_URL, unchecked = false } = details;
  return { category, rate_ppm, from, source_url, checked_on: unchecked ? null : TABLE_REVIEWED_ON };
}

const books = (rate_ppm: number, details: Details = {}) => row("e_books", rate_ppm, details);
const periodicals = (rate_ppm: number, details: Details = {}) => row("e_periodicals", rate_ppm, details);
const both = (rate_ppm: number, details: Details = {}) => [
  books(rate_ppm, details),
  periodicals(rate_ppm, details),
];

/**
 * What member states take of electronic books, newspapers and magazines since Council Directive (EU) 2018/1713 allows
 * them less than their standard rate. Where a state has not used that, or where no rate was found that could be relied
 * on (Denmark plans to free books), there is no row and the standard rate applies. Belgium and Ireland take nothing of
 * newspapers; their rows are for magazines. Italy wants an ISBN or an ISSN.
 */
export const E_PUBLICATIONS: ReadonlyMap<string, readonly TaxRate[]> = new Map([
  ["AT", both(100_000)],
  ["BE", both(60_000)],
  ["BG", [books(90_000)]],
  ["CZ", [books(0), periodicals(120_000, { unchecked: true })]],
  ["DE", both(70_000)],
  ["EE", [books(90_000), periodicals(50_000), periodicals(90_000, { from: "2025-01-01", unchecked: true })]],
  ["ES", both(40_000)],
  [
    "FI",
    [
      books(100_000),
      books(140_000, { from: "2025-01-01" }),
      books(135_000, { from: "2026-01-01" }),
      periodicals(100_000),
    ],
  ],
  ["FR", [books(55_000), periodicals(21_000)]],
  ["GR", both(60_000)],
  ["HR", [books(50_000)]],
  ["IE", [books(0, { source_url: IRISH_REVENUE }), periodicals(90_000, { source_url: IRISH_REVENUE })]],
  ["IT", [books(40_000), periodicals(40_000, { unchecked: true })]],
  ["LT", [books(90_000), books(50_000, { from: "2026-01-01" })]],
  ["LU", both(30_000)],
  ["LV", both(50_000)],
  ["MT", both(50_000)],
  ["NL", both(90_000)],
  ["PL", [books(50_000), periodicals(80_000, { unchecked: true })]],
  ["PT", both(60_000)],
  ["RO", [...both(50_000), ...both(110_000, { from: "2025-08-01" })]],
  ["SE", both(60_000)],
  ["SI", both(50_000)],
  ["SK", [books(200_000), books(50_000, { from: "2025-01-01" })]],
]);
