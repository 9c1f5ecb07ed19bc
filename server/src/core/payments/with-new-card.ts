import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { type NewCard, saveCard } from "../payment-methods/create.ts";
import { retirePaymentMethod } from "../payment-methods/detach.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { recallPayment } from "./recall.ts";

export interface CardInRequest {
  readonly card: NewCard;
  /** False when the card is charged at once: then its security code is used without ever being stored. */
  readonly is_for_later: boolean;
}

/**
 * Makes the card that came with a request, and goes on with it. A request that is repeated makes no second one, and one
 * that is refused leaves none behind.
 */
export async function withNewCard(
  core: Core,
  scope: Scope,
  { card, is_for_later }: CardInRequest,
  exchange: Exchange<PaymentIntent>,
  goOn: (payment_method_id: string) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const recalled = await recallPayment(core, scope, exchange);
  if (recalled !== undefined) return recalled;
  const method = await core.db.transaction((transaction) =>
    saveCard(core, scope, transaction, card, is_for_later),
  );
  if (isRefusal(method)) return method;
  const result = await goOn(method.id);
  if (isRefusal(result) || result.replayed) await dropCard(core, scope, method.id);
  return result;
}

async function dropCard(core: Core, scope: Scope, payment_method_id: string): Promise<void> {
  await core.db.transaction(async (transaction) => {
    const method = await lockPaymentMethod(transaction, scope, payment_method_id);
    if (method !== undefined) await retirePaymentMethod(core, scope, transaction, method);
  });
}
