import { addAmounts, taxAdded, taxIncluded } from "../../kit/money.ts";
import { isRefusal } from "../../kit/result.ts";
import { parsePlace, type TaxRefusal } from "./place.ts";
import { TABLE_REVIEWED_ON, type TaxType } from "./rate.ts";
import { findRate } from "./table.ts";

export type { TaxRefusal } from "./place.ts";
export type { TaxType } from "./rate.ts";

/**
 * What is sold, to whom and when. The standard rate is applied whatever the category, and rates of single addresses
 * are not kept, so `tax_category` and `postal_code` do not change the answer.
 */
export interface TaxRequest {
  /** ISO 3166-1 alpha-2 in upper or lower case, or null while it is not known where the buyer is. */
  country: string | null;
  /** ISO 3166-2 with or without the country (`CA`, `US-CA`); only read for Australia, Canada and the United States. */
  region: string | null;
  postal_code: string | null;
  /** Amounts as priced: with the tax in them where prices include it, without it elsewhere. */
  lines: { amount: number; tax_category: string | null }[];
  at: Date;
}

export interface TaxedLine {
  amount: number;
  tax_amount: number;
  net_amount: number;
  gross_amount: number;
  rate_ppm: number;
}

export interface TaxResult {
  country: string | null;
  region: string | null;
  tax_type: TaxType;
  rate_ppm: number;
  inclusive: boolean;
  /** Whether the tax may turn out otherwise once more is known of where the buyer is. */
  estimated: boolean;
  lines: TaxedLine[];
  /** The sum of the lines as priced. */
  subtotal_amount: number;
  tax_amount: number;
  net_amount: number;
  /** What the buyer pays. */
  gross_amount: number;
  table_version: string;
}

/** The tax of a sale, rounded half up on each line, so that the lines always add up to the totals. */
export function calculateTax(request: TaxRequest): TaxResult | TaxRefusal {
  const place = parsePlace(request.country, request.region);
  if (isRefusal(place)) return place;
  const { tax_type, rate_ppm, inclusive, estimated } = findRate(place, request.at);
  const lines = request.lines.map(({ amount }) => taxLine(amount, rate_ppm, inclusive));
  return {
    ...place,
    tax_type,
    rate_ppm,
    inclusive,
    estimated,
    lines,
    subtotal_amount: addAmounts(...lines.map((line) => line.amount)),
    tax_amount: addAmounts(...lines.map((line) => line.tax_amount)),
    net_amount: addAmounts(...lines.map((line) => line.net_amount)),
    gross_amount: addAmounts(...lines.map((line) => line.gross_amount)),
    table_version: TABLE_REVIEWED_ON,
  };
}

function taxLine(amount: number, rate_ppm: number, inclusive: boolean): TaxedLine {
  const tax_amount = inclusive ? taxIncluded(amount, rate_ppm) : taxAdded(amount, rate_ppm);
  const net_amount = inclusive ? addAmounts(amount, -tax_amount) : amount;
  return { amount, tax_amount, net_amount, gross_amount: addAmounts(net_amount, tax_amount), rate_ppm };
}
