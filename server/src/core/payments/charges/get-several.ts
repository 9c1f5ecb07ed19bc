import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { getPaymentMethods } from "../../payment-methods/get-several.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";
import { findAttempts } from "../attempts/store.ts";
import { getPayments } from "../get-several.ts";
import type { Charge } from "./charge.ts";

/** Charges by their ids, in no order. */
export async function getCharges(core: Core, scope: Scope, ids: readonly string[]): Promise<Charge[]> {
  return ids.length === 0 ? [] : asCharges(core, scope, await findAttempts(core.db, scope, ids));
}

/** Attempts with their intents and payment methods, in the same order. */
export async function asCharges(
  core: Core,
  scope: Scope,
  attempts: readonly PaymentAttempt[],
): Promise<Charge[]> {
  const [intents, methods] = await Promise.all([
    getPayments(
      core,
      scope,
      attempts.map(({ payment_intent_id }) => payment_intent_id),
    ),
    getPaymentMethods(
      core,
      scope,
      attempts.map(({ payment_method_id }) => payment_method_id),
    ),
  ]);
  return attempts.map((attempt) => {
    const intent = intents.get(attempt.payment_intent_id);
    const payment_method = methods.get(attempt.payment_method_id);
    if (intent === undefined || payment_method === undefined) {
      throw new Error(`Attempt ${attempt.id} has lost its payment.`);
    }
    return { attempt, intent, payment_method };
  });
}
