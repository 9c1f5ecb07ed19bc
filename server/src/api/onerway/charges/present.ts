import type { CardChecks } from "../../../connectors/card-checks.ts";
import type { ThreeDSecure } from "../../../connectors/three-d-secure.ts";
import type { PaymentAttempt } from "../../../core/payments/attempts/payment-attempt.ts";
import type { Charge } from "../../../core/payments/charges/charge.ts";
import { unixSeconds } from "../../../kit/clock.ts";
import { formatId } from "../../../kit/ids.ts";
import type { Scope } from "../../../kit/scope.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { presentShipping } from "../payment-intents/shipping.ts";
import { PAYMENT_MESSAGES } from "../payment-messages.ts";
import { presentPaymentMethod } from "../present.ts";
import { presentOutcome } from "./outcome.ts";

const STATUSES = {
  pending: "pending",
  processing: "pending",
  requires_action: "pending",
  authorized: "succeeded",
  approved: "succeeded",
  // An authorisation was a success of its own, also when it was released.
  voided: "succeeded",
  declined: "failed",
} as const;

const NOTHING_SAID: CardChecks = {
  address_line1_check: null,
  address_postal_code_check: null,
  cvc_check: null,
};

function presentAuthentication({ checks }: PaymentAttempt): ThreeDSecure | null {
  if (checks?.three_d_secure === undefined) return null;
  const { authentication_flow, result } = checks.three_d_secure;
  return { authentication_flow, result };
}

/** What the bank said of what the buyer typed; the risk and the authentication have places of their own. */
function presentChecks({ checks }: PaymentAttempt): CardChecks {
  const { address_line1_check, address_postal_code_check, cvc_check } = checks ?? NOTHING_SAID;
  return { address_line1_check, address_postal_code_check, cvc_check };
}

export function presentCharge(scope: Scope, { attempt, intent, payment_method }: Charge) {
  const { error_code } = attempt;
  const is_paid = STATUSES[attempt.status] === "succeeded";
  const amount_captured = is_paid ? intent.amount_received : 0;
  const amount_refunded = is_paid ? intent.amount_refunded : 0;
  const method = presentPaymentMethod(scope, payment_method);
  return {
    id: formatId("charge", attempt.id),
    object: "charge",
    amount: attempt.amount,
    amount_captured,
    amount_refunded,
    application: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    captured: amount_captured > 0,
    created: unixSeconds(attempt.created_at),
    currency: attempt.currency.toLowerCase(),
    customer: intent.customer_id && formatId("customer", intent.customer_id),
    description: intent.description,
    failure_code: error_code && WIRE_ERRORS[error_code].code,
    failure_message: error_code && PAYMENT_MESSAGES[error_code],
    livemode: scope.livemode,
    metadata: intent.metadata,
    outcome: presentOutcome(attempt, method.type),
    paid: is_paid,
    payment_intent: formatId("payment_intent", attempt.payment_intent_id),
    payment_method: method.id,
    payment_method_details: {
      type: method.type,
      ...("card" in method
        ? {
            card: {
              ...method.card,
              checks: presentChecks(attempt),
              three_d_secure: presentAuthentication(attempt),
            },
          }
        : { us_bank_account: method.us_bank_account }),
    },
    receipt_email: intent.receipt_email,
    refunded: amount_captured > 0 && amount_refunded === amount_captured,
    shipping: presentShipping(intent.details?.shipping ?? null),
    statement_descriptor: intent.details?.statement_descriptor ?? null,
    statement_descriptor_suffix: intent.details?.statement_descriptor_suffix ?? null,
    status: STATUSES[attempt.status],
  };
}
