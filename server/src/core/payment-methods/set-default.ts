import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { rewriteCustomer } from "../customers/update.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { findOwner, lockSaved } from "./lock-saved.ts";
import type { SavedCard } from "./payment-method.ts";

/** Makes a saved card the one that its customer is charged with when nothing else is said. */
export async function setDefaultPaymentMethod(
  core: Core,
  scope: Scope,
  payment_method_id: string,
  exchange: Exchange<SavedCard>,
): Promise<Answer | Refusal> {
  const owner = await findOwner(core, scope, payment_method_id);
  return answerOnce(core, scope, exchange, async (transaction) => {
    if (isRefusal(owner)) return owner;
    const locked = await lockSaved(scope, transaction, owner, payment_method_id);
    if (isRefusal(locked)) return locked;
    const { customer, method } = locked;
    if (method.type !== "card") {
      return refuse(
        "payment_method_incompatible",
        "This payment method is a bank account, and only a card can be a customer's default.",
        "id",
      );
    }
    await rewriteCustomer(core, scope, transaction, { ...customer, default_payment_method_id: method.id });
    return { ...method, is_default: true };
  });
}
