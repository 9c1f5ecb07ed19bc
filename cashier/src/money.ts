import type { CheckoutTax, CheckoutView, Locale } from "./view.ts";

type Currency = Pick<CheckoutView, "locale" | "currency" | "currency_exponent">;

/** Formats minor units in the buyer's language. The exponent is the ledger's: Intl's own differs for some currencies. */
export function formatAmount(amount: number, { locale, currency, currency_exponent }: Currency): string {
  const digits = { minimumFractionDigits: currency_exponent, maximumFractionDigits: currency_exponent };
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, ...digits });
  return format.format(amount / 10 ** currency_exponent);
}

/** "19%" or "8.875%"; an empty string when the rate is not one number. */
export function formatRate(tax: Pick<CheckoutTax, "rate_percent">, locale: Locale): string {
  if (tax.rate_percent === null) return "";
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(tax.rate_percent)}%`;
}
