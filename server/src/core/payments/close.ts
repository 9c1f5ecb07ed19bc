import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { newIntent } from "./create.ts";
import { paymentEvent } from "./events.ts";
import { mayBecome, type PaymentIntent } from "./payment-intent.ts";
import { insertIntentUnlessMade, lockIntent, updateIntent } from "./store.ts";

export interface ClosedPayment {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly checkout_session_id: string | null;
  readonly client_reference_id: string | null;
}

/**
 * Makes sure, within the caller's transaction, that an intent whose id was set aside is never paid. When it has not
 * been made yet it is made, canceled: a buyer who pays at this very moment then finds the id taken.
 */
export async function closePayment(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  payment: ClosedPayment,
): Promise<PaymentIntent | "paid" | "being_paid"> {
  const intent = await lockIntent(transaction, scope, payment.id);
  if (intent?.status === "canceled") return intent;
  if (intent?.status === "succeeded") return "paid";
  if (intent === undefined) {
    const tombstone = canceled(core, newIntent(core, { ...EMPTY, ...payment }, payment.currency));
    return (await insertIntentUnlessMade(transaction, scope, tombstone)) ? tombstone : "being_paid";
  }
  if (!mayBecome(intent.status, "canceled")) return "being_paid";
  const closed = canceled(core, { ...intent, version: intent.version + 1 });
  await updateIntent(transaction, scope, closed);
  await insertEvent(transaction, scope, paymentEvent(core, "payment.canceled", closed));
  return closed;
}

const EMPTY = {
  tax_amount: 0,
  payment_method_id: null,
  payment_method_types: ["card"],
  description: null,
  receipt_email: null,
  return_url: null,
  customer_id: null,
  metadata: {},
  confirm: null,
};

function canceled(core: Core, intent: PaymentIntent): PaymentIntent {
  return { ...intent, status: "canceled", cancellation_reason: "expired", canceled_at: core.clock.now() };
}
