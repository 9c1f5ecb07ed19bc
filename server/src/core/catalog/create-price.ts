import { findCurrency, MAXIMUM_AMOUNT } from "../../kit/currency.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Price } from "./price.ts";
import { findProducts, insertPrice, setDefaultPrice } from "./store.ts";

export interface NewPrice extends Omit<Price, "id" | "active" | "created_at"> {
  /** True makes it the product's default price; the first price becomes that anyway. */
  readonly default: boolean;
}

export async function createPrice(
  core: Core,
  scope: Scope,
  command: NewPrice,
  exchange: Exchange<Price>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const refusal = refusePrice(command);
    if (refusal !== undefined) return refusal;
    const [product] = await findProducts(transaction, scope, [command.product_id]);
    if (product === undefined) return refuse("resource_missing", "No such product.", "product_id");
    const { default: becomes_default, ...terms } = command;
    const price: Price = {
      ...terms,
      currency: command.currency.toUpperCase(),
      recurring_interval_count: command.type === "recurring" ? (command.recurring_interval_count ?? 1) : null,
      id: core.new_id(),
      active: true,
      created_at: core.clock.now(),
    };
    await insertPrice(transaction, scope, price);
    await setDefaultPrice(transaction, scope, product.id, price.id, becomes_default);
    return price;
  });
}

function refusePrice(command: NewPrice): Refusal | undefined {
  if (findCurrency(command.currency) === undefined) {
    return refuse(
      "currency_unsupported",
      `Invalid currency: ${command.currency}. Give a three-letter ISO 4217 code such as USD.`,
      "currency",
    );
  }
  if (command.unit_amount > MAXIMUM_AMOUNT) {
    return refuse("amount_too_large", `unit_amount must be no more than ${MAXIMUM_AMOUNT}.`, "unit_amount");
  }
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
