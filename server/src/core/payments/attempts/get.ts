import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { getPaymentMethod } from "../../payment-methods/get.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { findAttempt } from "./store.ts";

/** An attempt with the last digits of its card, or undefined when this merchant has none of that id in this mode. */
export async function getAttempt(
  core: Core,
  scope: Scope,
  attempt_id: string,
): Promise<(PaymentAttempt & { last4: string }) | undefined> {
  const attempt = await findAttempt(core.db, scope, attempt_id);
  if (attempt === undefined) return undefined;
  const payment_method = await getPaymentMethod(core, scope, attempt.payment_method_id);
  return { ...attempt, last4: payment_method?.last4 ?? "" };
}
