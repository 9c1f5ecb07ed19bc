import { addAmounts, allocate, taxAdded, taxIncluded } from "../../kit/money.ts";
import { isRefusal } from "../../kit/result.ts";
import { findBusinessBuyerRule, isReverseCharged } from "./business-buyers.ts";
import { categoryOf } from "./category-chain.ts";
import { parsePlace } from "./place.ts";
import type { TaxAnswer, TaxableLine, TaxedLine, TaxRefusal, TaxRequest } from "./provider.ts";
import { type Jurisdiction, TABLE_REVIEWED_ON } from "./rate.ts";
import { type AppliedLevy, applyLevies, findJurisdiction, isBeforeTable } from "./table.ts";

/** Where nothing is collected: whatever is sold, it is sold at its price. */
const NOWHERE = { tax_type: "none", inclusive: false, estimated: false, levies: [] } as const;

const BEFORE_TABLE = "The sale is older than the table of rates, so the oldest rate was used.";

/** The tax of a sale by the built-in table, rounded half up on each line, so that the lines add up to the totals. */
export function calculateTax(request: TaxRequest): TaxAnswer | TaxRefusal {
  const place = parsePlace(request);
  if (isRefusal(place)) return place;
  const jurisdiction: Omit<Jurisdiction, "country"> = findJurisdiction(place) ?? NOWHERE;
  const rule = findBusinessBuyerRule(place.country, request.customer_tax_id, request.seller_country);
  const reverses = (line: TaxableLine) =>
    rule !== undefined && isReverseCharged(categoryOf(line.tax_category));
  const { tax_type, inclusive, estimated, note = null } = jurisdiction;
  const reverse_charge = request.lines.some(reverses);
  const is_old = jurisdiction.levies.length > 0 && isBeforeTable(request.at);
  return {
    ...place,
    tax_type,
    inclusive,
    estimated: estimated || is_old,
    note: is_old ? BEFORE_TABLE : note,
    reverse_charge,
    invoice_notes: reverse_charge ? (rule?.invoice_notes ?? []) : [],
    lines: request.lines.map((line) => taxLine(line, jurisdiction, request.at, reverses(line))),
    version: TABLE_REVIEWED_ON,
  };
}

function taxLine(
  line: TaxableLine,
  jurisdiction: Omit<Jurisdiction, "country">,
  at: Date,
  is_reversed: boolean,
): TaxedLine {
  const { amount } = line;
  const levies = applyLevies(jurisdiction, categoryOf(line.tax_category), at);
  const rate_ppm = levies.reduce((sum, levy) => sum + levy.rate_ppm, 0);
  const tax_amount = jurisdiction.inclusive ? taxIncluded(amount, rate_ppm) : taxAdded(amount, rate_ppm);
  const net_amount = jurisdiction.inclusive ? addAmounts(amount, -tax_amount) : amount;
  // A price with the tax in it becomes the price without: the buyer hands the tax to the authority, not to the seller.
  if (is_reversed) {
    return { ...line, tax_amount: 0, net_amount, gross_amount: net_amount, rate_ppm: 0, components: [] };
  }
  const gross_amount = addAmounts(net_amount, tax_amount);
  return { ...line, tax_amount, net_amount, gross_amount, rate_ppm, components: split(tax_amount, levies) };
}

/** The line's tax is rounded once and then shared out, so that its components sum to it. */
function split(tax_amount: number, levies: readonly AppliedLevy[]) {
  const amounts = allocate(
    tax_amount,
    levies.map(({ rate_ppm }) => rate_ppm),
  );
  return levies.map((levy, index) => ({ ...levy, tax_amount: amounts[index] ?? 0 }));
}
