import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { findCustomer, lockCustomer } from "../customers/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { attachToCustomer } from "../payment-methods/attach.ts";
import type { SavedPaymentMethod } from "../payment-methods/payment-method.ts";
import { endVerification } from "../payment-methods/store.ts";
import type { SetupError } from "./setup-intent.ts";
import { type VerifiedCard, verifyCard } from "./verify-card.ts";

/** The processor declined the card that was to be kept. */
export interface CardDeclined {
  readonly declined: SetupError;
}

export interface AttachPaymentMethod {
  readonly customer_id: string;
  readonly payment_method_id: string;
}

/** Makes a card a customer's, when the processor says that it is good. */
export async function attachPaymentMethod(
  core: Core,
  scope: Scope,
  { customer_id, payment_method_id }: AttachPaymentMethod,
  exchange: Exchange<SavedPaymentMethod | CardDeclined>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  if (!(await findCustomer(core.db, scope, customer_id))) return noSuchCustomer();
  return withVerifiedCard(core, scope, payment_method_id, exchange, async (transaction, verified) => {
    const customer = await lockCustomer(transaction, scope, customer_id);
    return customer === undefined ? noSuchCustomer() : keepCard(core, scope, transaction, customer, verified);
  });
}

/**
 * Has a card verified and then runs a write with it, at most once per idempotency key. A decline is an answer like any
 * other, which a repeated request gets again.
 */
export async function withVerifiedCard<Outcome>(
  core: Core,
  scope: Scope,
  payment_method_id: string,
  exchange: Exchange<Outcome | CardDeclined>,
  work: (transaction: Queryable, verified: VerifiedCard) => Promise<Outcome | Refusal>,
): Promise<Answer | Refusal> {
  const verified = await verifyCard(core, scope, payment_method_id);
  // A request with the same key may have attached it meanwhile.
  if (isRefusal(verified)) return (await recallAnswer(core, scope, exchange.idempotency)) ?? verified;
  const { verification_id, error } = verified;
  const end = (db: Queryable) => endVerification(db, scope, payment_method_id, verification_id);
  const result = await answerOnce<Outcome | CardDeclined>(core, scope, exchange, async (transaction) => {
    if (error === null) return work(transaction, verified);
    await end(transaction);
    return { declined: error };
  });
  if (isRefusal(result)) await end(core.db);
  return result;
}

/** Gives a verified card to a customer whom the caller has locked. */
export async function keepCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  customer: Customer,
  { payment_method_id, verification_id }: VerifiedCard,
): Promise<SavedPaymentMethod | Refusal> {
  const method = await endVerification(transaction, scope, payment_method_id, verification_id);
  // The processor took too long, and somebody else asked again; or a setup intent has given it to a customer.
  if (method === undefined || method.customer_id !== null || method.detached_at !== null) {
    return refuse(
      "payment_method_conflict",
      "This payment method was attached or detached by another request meanwhile.",
      "payment_method",
    );
  }
  return attachToCustomer(core, scope, transaction, customer, method);
}

function noSuchCustomer(): Refusal {
  return refuse("resource_missing", "No such customer.", "id");
}
