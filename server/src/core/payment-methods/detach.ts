import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { rewriteCustomer } from "../customers/update.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { paymentMethodEvent } from "./events.ts";
import { findOwner, lockSaved } from "./lock-saved.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { lockMethodsOfCustomer, updateOwner } from "./store.ts";

/** Takes a saved payment method from its customer for good. When it was the default, the newest of the other cards becomes it. */
export async function detachPaymentMethod(
  core: Core,
  scope: Scope,
  payment_method_id: string,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  const owner = await findOwner(core, scope, payment_method_id);
  return answerOnce(core, scope, exchange, async (transaction) => {
    if (isRefusal(owner)) return owner;
    const locked = await lockSaved(scope, transaction, owner, payment_method_id);
    if (isRefusal(locked)) return locked;
    const { customer, method } = locked;
    const detached = await takeAway(core, scope, transaction, method);
    if (customer.default_payment_method_id === method.id) {
      const others = await lockMethodsOfCustomer(transaction, scope, customer.id);
      const newest = others.find(({ type }) => type === "card");
      await rewriteCustomer(core, scope, transaction, {
        ...customer,
        default_payment_method_id: newest?.id ?? null,
      });
    }
    return detached;
  });
}

/** Takes all payment methods of a customer that is being deleted. */
export async function detachAll(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
): Promise<void> {
  for (const method of await lockMethodsOfCustomer(transaction, scope, customer.id)) {
    await takeAway(core, scope, transaction, method);
  }
}

async function takeAway(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  method: PaymentMethod,
): Promise<PaymentMethod> {
  const detached = await retirePaymentMethod(core, scope, transaction, method);
  await insertEvent(transaction, scope, paymentMethodEvent(core, "payment_method.detached", detached));
  return detached;
}

/** Ends a payment method that the caller has locked, and lets the vault forget its number. */
export async function retirePaymentMethod(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  method: PaymentMethod,
): Promise<PaymentMethod> {
  const retired = { ...method, customer_id: null, detached_at: core.clock.now() };
  await updateOwner(transaction, scope, retired);
  await core.vault.releaseEntry(transaction, scope, method.vault_entry_id);
  return retired;
}
