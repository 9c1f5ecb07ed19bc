import { type Currency, findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

/** The currency, when an amount in it can be charged; otherwise why not. */
export function checkAmount(amount: number, currency_code: string): Currency | Refusal {
  const currency = findCurrency(currency_code);
  if (currency === undefined) {
    return refuse(
      "currency_unsupported",
      `Invalid currency: ${currency_code}. Give a three-letter ISO 4217 code such as usd.`,
      "currency",
    );
  }
  if (amount < currency.minimum_amount) {
    return refuse(
      "amount_too_small",
      `Amount must be at least ${currency.minimum_amount} in the smallest unit of ${currency.code}.`,
      "amount",
    );
  }
  if (amount > MAXIMUM_AMOUNT) {
    return refuse(
      "amount_too_large",
      `Amount must be no more than ${MAXIMUM_AMOUNT} in the smallest unit of ${currency.code}.`,
      "amount",
    );
  }
  return currency;
}
