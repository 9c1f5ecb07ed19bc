import type { TaxComponent } from "../../core/tax/provider.ts";
import type { TaxQuote } from "../../core/tax/quote.ts";
import { type TaxCalculation, totalComponents } from "../../core/tax/tax-calculation.ts";

const PPM_PER_PERCENT = 10_000;

/** 19, 25.5 or 8.875; null when it is not one rate. */
const percent = (rate_ppm: number | null) => (rate_ppm === null ? null : rate_ppm / PPM_PER_PERCENT);

/** What a trial calculation answers. The first seven fields are the documented ones. */
export function presentTaxQuote(quote: TaxQuote) {
  return {
    country: quote.country,
    tax_type: quote.tax_type,
    rate_percent: percent(quote.rate_ppm),
    inclusive: quote.inclusive,
    tax_amount: quote.tax_amount,
    net_amount: quote.net_amount,
    gross_amount: quote.gross_amount,
    region: quote.region,
    currency: quote.currency,
    customer_tax_id: quote.customer_tax_id,
    ...presentCircumstances(quote),
    version: quote.version,
  };
}

/** The tax in a session. The amounts are the session's own. */
export function presentSessionTax(calculation: TaxCalculation) {
  const { tax_type, rate_ppm, inclusive } = calculation;
  return { tax_type, rate_percent: percent(rate_ppm), inclusive, ...presentCircumstances(calculation) };
}

function presentCircumstances(
  tax: Pick<TaxCalculation, "estimated" | "note" | "reverse_charge" | "invoice_notes" | "lines">,
) {
  return {
    estimated: tax.estimated,
    note: tax.note,
    reverse_charge: tax.reverse_charge,
    invoice_notes: tax.invoice_notes,
    components: totalComponents(tax.lines).map(presentComponent),
  };
}

export function presentComponent({ name, jurisdiction, rate_ppm, tax_amount }: TaxComponent) {
  return { name, jurisdiction, rate_percent: percent(rate_ppm), tax_amount };
}
