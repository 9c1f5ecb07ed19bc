import { findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { assessTax, type Sale, type TaxResult } from "./assess.ts";
import { parsePlace } from "./place.ts";
import { parseTaxId } from "./tax-id.ts";

export interface TaxQuestion extends Pick<Sale, "merchant_mode" | "country" | "region" | "postal_code"> {
  readonly amount: number;
  readonly tax_category: string | null;
  /** ISO 4217 in upper or lower case; null when it makes no difference to who asks. */
  readonly currency: string | null;
  /** As the buyer has written it. */
  readonly customer_tax_id: string | null;
}

export interface TaxQuote extends TaxResult {
  readonly currency: string | null;
  readonly customer_tax_id: string | null;
}

/** Which currency a provider is told when nobody named one; rates are the same in all. */
const ANY_CURRENCY = "USD";

/** What the tax of a sale would be. Nothing is kept but the answer, under its idempotency key. */
export async function quoteTax(
  core: Core,
  scope: Scope,
  question: TaxQuestion,
  exchange: Exchange<TaxQuote>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  // Outside the transaction: the provider has to be asked.
  const quote = await answerQuestion(core, question);
  return isRefusal(quote) ? quote : answerOnce(core, scope, exchange, async () => quote);
}

async function answerQuestion(core: Core, question: TaxQuestion): Promise<TaxQuote | Refusal> {
  const { amount, tax_category, merchant_mode, country, region, postal_code } = question;
  if (amount > MAXIMUM_AMOUNT) {
    return refuse("amount_too_large", "amount must be no more than {maximum}.", "amount", {
      maximum: MAXIMUM_AMOUNT,
    });
  }
  const currency = question.currency === null ? null : findCurrency(question.currency)?.code;
  if (currency === undefined) return refuseCurrency(question.currency);
  const place = parsePlace({ country, region, postal_code });
  if (isRefusal(place)) return place;
  const customer_tax_id =
    question.customer_tax_id === null ? null : parseTaxId(place.country, question.customer_tax_id);
  if (isRefusal(customer_tax_id)) return customer_tax_id;
  const result = await assessTax(core, {
    merchant_mode,
    ...place,
    postal_code,
    currency: currency ?? ANY_CURRENCY,
    lines: [{ amount, tax_category }],
    customer_tax_id,
    at: core.clock.now(),
  });
  return isRefusal(result) ? result : { ...result, currency, customer_tax_id };
}

function refuseCurrency(currency: string | null): Refusal {
  return refuse(
    "currency_unsupported",
    "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as USD.",
    "currency",
    { currency: currency ?? "" },
  );
}
