import { addAmounts } from "../../kit/money.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import { calculateTax, type TaxRefusal, type TaxResult } from "../tax/calculate.ts";
import type { BuyerLocation, CheckoutSession, SessionLine, SessionTax } from "./session.ts";

export type SessionPricing = Pick<
  CheckoutSession,
  | "amount_subtotal"
  | "amount_tax"
  | "amount_total"
  | "tax"
  | "buyer_country"
  | "buyer_region"
  | "buyer_postal_code"
>;

/** What a buyer at a place pays for the lines, and how much of it is tax. */
export function priceLines(
  lines: readonly SessionLine[],
  location: BuyerLocation,
  collects_tax: boolean,
  at: Date,
): SessionPricing | Refusal {
  const result = calculateTax({
    ...location,
    lines: lines.map(({ amount, tax_category }) => ({ amount, tax_category })),
    at,
  });
  if (isRefusal(result)) return refusePlace(result, location);
  const place = {
    buyer_country: result.country,
    buyer_region: result.region,
    buyer_postal_code: location.postal_code,
  };
  if (!collects_tax) {
    const amount = addAmounts(...lines.map((line) => line.amount));
    return { ...place, amount_subtotal: amount, amount_tax: 0, amount_total: amount, tax: null };
  }
  return {
    ...place,
    amount_subtotal: result.subtotal_amount,
    amount_tax: result.tax_amount,
    amount_total: result.gross_amount,
    tax: sessionTax(result),
  };
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

function sessionTax({ tax_type, rate_ppm, inclusive, estimated }: TaxResult): SessionTax | null {
  return tax_type === "none" ? null : { kind: tax_type, rate_ppm, inclusive, estimated };
}
