import { addAmounts } from "../../kit/money.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Core } from "../core.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import { assessTax } from "../tax/assess.ts";
import { parsePlace, type TaxRefusal } from "../tax/place.ts";
import { taxCalculation } from "../tax/tax-calculation.ts";
import { parseTaxId } from "../tax/tax-id.ts";
import type { BuyerLocation, CheckoutSession } from "./session.ts";

export type SessionPricing = Pick<
  CheckoutSession,
  | "amount_subtotal"
  | "amount_tax"
  | "amount_total"
  | "renewal_amount"
  | "tax"
  | "buyer_country"
  | "buyer_region"
  | "buyer_postal_code"
>;

/** The part of a session that its price depends on, besides where the buyer is. */
export interface PricedSale
  extends Pick<CheckoutSession, "lines" | "collects_tax" | "customer_tax_id" | "tax" | "recurrence"> {
  readonly currency: string;
  readonly merchant_mode: MerchantMode;
}

/**
 * What a buyer at a place pays for the lines now, and in mode subscription later. Not to be called inside a transaction,
 * because the tax provider may be asked.
 */
export async function priceLines(
  core: Core,
  sale: PricedSale,
  location: BuyerLocation,
): Promise<SessionPricing | Refusal> {
  const pricing = await pricePeriod(core, sale, location);
  if (isRefusal(pricing) || sale.recurrence === null) return pricing;
  const renewal_amount = pricing.amount_total;
  const is_due = renewal_amount > 0 && sale.recurrence.trial_period_days === 0;
  return is_due ? { ...pricing, renewal_amount } : { ...pricing, ...NOTHING_DUE, renewal_amount };
}

const NOTHING_DUE = { amount_subtotal: 0, amount_tax: 0, amount_total: 0, tax: null } as const;

/** What the lines cost once, and how much of it is tax. */
async function pricePeriod(
  core: Core,
  sale: PricedSale,
  location: BuyerLocation,
): Promise<SessionPricing | Refusal> {
  const buyer = placeBuyer(location);
  if (isRefusal(buyer)) return buyer;
  const at_place = { ...buyer, renewal_amount: null };
  const place = { country: buyer.buyer_country, region: buyer.buyer_region };
  const { postal_code } = location;
  if (!sale.collects_tax) {
    const amount = addAmounts(...sale.lines.map((line) => line.amount));
    return { ...at_place, amount_subtotal: amount, amount_tax: 0, amount_total: amount, tax: null };
  }
  const { currency, merchant_mode } = sale;
  const calculated_at = core.clock.now();
  const customer_tax_id = taxIdIn(place.country, sale.customer_tax_id);
  const lines = sale.lines.map(({ amount, tax_category }) => ({ amount, tax_category }));
  const known = { ...place, postal_code, currency, lines, customer_tax_id, merchant_mode };
  const result = await assessTax(core, { ...known, at: calculated_at });
  if (isRefusal(result)) return result.param ? { ...result, param: `buyer_${result.param}` } : result;
  const id = sale.tax?.id ?? core.new_id();
  return {
    ...at_place,
    amount_subtotal: result.subtotal_amount,
    amount_tax: result.tax_amount,
    amount_total: result.gross_amount,
    tax: taxCalculation({ id, currency, postal_code, customer_tax_id, calculated_at }, result),
  };
}

/** Where the buyer is, as a session keeps it. */
export function placeBuyer(
  location: BuyerLocation,
): Pick<CheckoutSession, "buyer_country" | "buyer_region" | "buyer_postal_code"> | Refusal {
  const place = parsePlace(location);
  if (isRefusal(place)) return refusePlace(place, location);
  const { country: buyer_country, region: buyer_region } = place;
  return { buyer_country, buyer_region, buyer_postal_code: location.postal_code };
}

function refusePlace({ code }: TaxRefusal, { country }: BuyerLocation): Refusal {
  if (code === "unknown_country") {
    return refuse(
      "parameter_invalid",
      "buyer_country must be the ISO 3166-1 alpha-2 code of an existing country, such as DE or US.",
      "buyer_country",
    );
  }
  return refuse(
    "parameter_invalid",
    'buyer_region must be an ISO 3166-2 code of {country}, with or without "{country}-" before it.',
    "buyer_region",
    { country: (country ?? "").toUpperCase() },
  );
}

/** A buyer who has moved to a country that the id is not of buys there like any consumer. */
function taxIdIn(country: string | null, customer_tax_id: string | null): string | null {
  const id = customer_tax_id === null ? null : parseTaxId(country, customer_tax_id);
  return isRefusal(id) ? null : id;
}
