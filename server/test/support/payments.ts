import type { Core } from "../../src/core/core.ts";
import { saveCard } from "../../src/core/payment-methods/create.ts";
import { openFirstAttempt } from "../../src/core/payments/attempts/lanes/store.ts";
import type { PaymentAttempt } from "../../src/core/payments/attempts/payment-attempt.ts";
import type { PaymentIntent } from "../../src/core/payments/payment-intent.ts";
import { isRefusal } from "../../src/kit/result.ts";
import type { Scope } from "../../src/kit/scope.ts";

/** A payment as a crash leaves it: asked of the processor, and due to be looked up. Answers the intent's id. */
export async function pendingAttempt(
  core: Core,
  scope: Scope,
  { attempt_id, connector }: { attempt_id: string; connector: string },
): Promise<string> {
  const created_at = core.clock.now();
  const payment_method_id = await savedCard(core, scope);
  const money = { amount: 1_000, currency: "USD" };
  const intent: PaymentIntent = {
    ...money,
    id: core.new_id(),
    version: 1,
    status: "processing",
    amount_received: 0,
    amount_refunded: 0,
    tax_amount: 0,
    capture_method: "automatic",
    payment_method_id,
    payment_attempt_id: attempt_id,
    payment_method_types: ["card"],
    description: null,
    receipt_email: null,
    return_url: null,
    metadata: {},
    last_payment_error: null,
    next_action: null,
    cancellation_reason: null,
    canceled_at: null,
    checkout_session_id: null,
    client_reference_id: null,
    customer_id: null,
    details: null,
    off_session: false,
    created_at,
  };
  const attempt: PaymentAttempt = {
    ...money,
    id: attempt_id,
    payment_intent_id: intent.id,
    payment_method_id,
    connector,
    status: "pending",
    connector_reference: null,
    error_code: null,
    decline_code: null,
    capture_before: null,
    checks: null,
    resolve_at: created_at,
    created_at,
  };
  if (!(await openFirstAttempt(core.db, scope, intent, attempt, null))) throw new Error("not opened");
  return intent.id;
}

async function savedCard(core: Core, scope: Scope): Promise<string> {
  const nobody = { name: null, email: null, phone: null };
  const nowhere = { country: null, region: null, postal_code: null, city: null, line1: null, line2: null };
  const card = { number: "4242424242424242", exp_month: 12, exp_year: 2034, security_code: null };
  const method = await core.db.transaction((transaction) =>
    saveCard(
      core,
      scope,
      transaction,
      { ...card, billing_details: { ...nobody, ...nowhere }, metadata: {} },
      false,
    ),
  );
  if (isRefusal(method)) throw new Error(method.message);
  return method.id;
}
