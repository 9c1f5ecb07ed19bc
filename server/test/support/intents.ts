import type { PaymentAttempt } from "../../src/core/payments/attempts/payment-attempt.ts";
import type { PaymentIntent } from "../../src/core/payments/payment-intent.ts";

const INTENT_ID = "01890000-0000-7000-8000-000000000001";
const ATTEMPT_ID = "01890000-0000-7000-8000-000000000002";
const METHOD_ID = "01890000-0000-7000-8000-000000000003";

/** A payment of 10.79 USD whose processor has been asked, but for what a test says of it. */
export function intentWith(fields: Partial<PaymentIntent> = {}): PaymentIntent {
  return {
    id: INTENT_ID,
    version: 2,
    status: "processing",
    amount: 1079,
    amount_received: 0,
    amount_refunded: 0,
    tax_amount: 0,
    currency: "USD",
    capture_method: "automatic",
    payment_method_id: METHOD_ID,
    payment_attempt_id: ATTEMPT_ID,
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
    created_at: new Date(0),
    ...fields,
  };
}

/** The attempt that such a payment waits for. */
export function attemptOf(intent: PaymentIntent, fields: Partial<PaymentAttempt> = {}): PaymentAttempt {
  return {
    id: intent.payment_attempt_id ?? ATTEMPT_ID,
    payment_intent_id: intent.id,
    payment_method_id: intent.payment_method_id ?? METHOD_ID,
    connector: "simulator",
    status: "pending",
    amount: intent.amount,
    currency: intent.currency,
    connector_reference: null,
    error_code: null,
    decline_code: null,
    capture_before: null,
    checks: null,
    resolve_at: intent.created_at,
    created_at: intent.created_at,
    ...fields,
  };
}
