import { findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Price } from "./price.ts";
import { findProducts, insertPrice, setDefaultPrice } from "./store.ts";

/** `default` makes it the product's default price; the first active price becomes that anyway. */
export type NewPrice = Omit<Price, "id" | "created_at">;

export async function createPrice(
  core: Core,
  scope: Scope,
  command: NewPrice,
  exchange: Exchange<Price>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const refusal = refuseAmount(command) ?? refuseRecurrence(command) ?? refuseDefault(command);
    if (refusal !== undefined) return refusal;
    const [product] = await findProducts(transaction, scope, [command.product_id]);
    if (product === undefined) return refuse("resource_missing", "No such product.", "product_id");
    const price: Price = {
      ...command,
      currency: command.currency.toUpperCase(),
      recurring_interval_count: command.type === "recurring" ? (command.recurring_interval_count ?? 1) : null,
      id: core.new_id(),
      created_at: core.clock.now(),
    };
    await insertPrice(transaction, scope, price);
    if (!price.active) return price;
    const is_default = await setDefaultPrice(transaction, scope, product.id, price.id, command.default);
    return { ...price, default: is_default };
  });
}

function refuseAmount({ currency, unit_amount }: NewPrice): Refusal | undefined {
  if (findCurrency(currency) === undefined) {
    return refuse(
      "currency_unsupported",
      "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as USD.",
      "currency",
      { currency },
    );
  }
  if (unit_amount > MAXIMUM_AMOUNT) {
    return refuse("amount_too_large", "unit_amount must be no more than {maximum}.", "unit_amount", {
      maximum: MAXIMUM_AMOUNT,
    });
  }
  return undefined;
}

function refuseRecurrence(command: NewPrice): Refusal | undefined {
  if (command.type === "recurring" && command.recurring_interval === null) {
    return refuse(
      "parameter_missing",
      "A recurring price needs recurring_interval: day, week, month or year.",
      "recurring_interval",
    );
  }
  const recurs = command.recurring_interval ?? command.recurring_interval_count ?? command.trial_period_days;
  if (command.type === "one_time" && recurs !== null) {
    return refuse(
      "parameter_invalid",
      "A one_time price takes no recurring_interval, recurring_interval_count or trial_period_days.",
      "type",
    );
  }
  return undefined;
}

function refuseDefault(command: NewPrice): Refusal | undefined {
  if (!command.default || command.active) return undefined;
  return refuse("parameter_invalid", "An archived price cannot be a product's default price.", "default");
}
