import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { type NewCard, saveCard } from "../payment-methods/create.ts";
import { getChargeable } from "../payment-methods/get.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import type { CheckoutSession } from "./session.ts";
import { noteCardToKeep } from "./store.ts";

/** One of the saved cards of the session's customer. */
export interface ChosenCard {
  readonly payment_method_id: string;
}

/** What the buyer pays with, and whether a card that they typed is to be kept for next time. */
export interface CardOfBuyer {
  readonly card: NewCard | ChosenCard;
  readonly keep_card: boolean;
}

/** The payment method to pay with, within the transaction in which the sale begins: a card that was typed becomes one, a chosen one must be the customer's. */
export async function takeCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id, mode, customer_id }: CheckoutSession,
  { card, keep_card }: CardOfBuyer,
): Promise<PaymentMethod | Refusal> {
  if ("payment_method_id" in card) {
    const method = await getChargeable(core, scope, card.payment_method_id);
    if (method !== undefined && customer_id !== null && method.customer_id === customer_id) {
      return method.type === "card"
        ? method
        : refuse("payment_method_incompatible", "Only cards pay at the cashier.", "payment_method_id");
    }
    return refuse("resource_missing", "This customer has no such saved card.", "payment_method_id");
  }
  const method = await saveCard(core, scope, transaction, card, false);
  // A subscription keeps its card in any case.
  const is_to_keep = keep_card && customer_id !== null && mode === "payment";
  if (!isRefusal(method) && is_to_keep) await noteCardToKeep(transaction, scope, id, method.id);
  return method;
}
