import { type Currency, findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

/** The currency, when an amount in it can be charged; otherwise why not. */
export function checkAmount(amount: number, currency_code: string): Currency | Refusal {
  const currency = findCurrency(currency_code);
  if (currency === undefined) {
    return refuse(
      "currency_unsupported",
      "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as usd.",
      "currency",
      { currency: currency_code },
    );
  }
  if (amount < currency.minimum_amount) {
    return refuse(
      "amount_too_small",
      "Amount must be at least {minimum} in the smallest unit of {currency}.",
      "amount",
      { minimum: currency.minimum_amount, currency: currency.code },
    );
  }
  if (amount > MAXIMUM_AMOUNT) {
    return refuse(
      "amount_too_large",
      "Amount must be no more than {maximum} in the smallest unit of {currency}.",
      "amount",
      { maximum: MAXIMUM_AMOUNT, currency: currency.code },
    );
  }
  return currency;
}
