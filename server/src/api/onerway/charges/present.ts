import type { CardChecks } from "../../../connectors/card-checks.ts";
import type { PaymentAttempt } from "../../../core/payments/attempts/payment-attempt.ts";
import type { Charge } from "../../../core/payments/charges/charge.ts";
import { unixSeconds } from "../../../kit/clock.ts";
import { formatId } from "../../../kit/ids.ts";
import type { Scope } from "../../../kit/scope.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { presentShipping } from "../payment-intents/shipping.ts";
import { PAYMENT_MESSAGES } from "../payment-messages.ts";
import { presentPaymentMethod } from "../present.ts";

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

/** What the card's network said. */
function presentOutcome({ status, error_code, decline_code }: PaymentAttempt) {
  if (STATUSES[status] === "succeeded") {
    return {
      network_status: "approved_by_network",
      reason: null,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  if (status !== "declined" || error_code === null) return null;
  // A buyer who did not authenticate was stopped before the network was asked for the money.
  const was_sent = error_code !== "authentication_failed" && error_code !== "authentication_required";
  return {
    network_status: was_sent ? "declined_by_network" : "not_sent_to_network",
    reason: decline_code ?? WIRE_ERRORS[error_code].code,
    seller_message: PAYMENT_MESSAGES[error_code],
    type: was_sent ? "issuer_declined" : "blocked",
  };
}

const NO_CHECKS: CardChecks = { address_line1_check: null, address_postal_code_check: null, cvc_check: null };

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
    outcome: presentOutcome(attempt),
    paid: is_paid,
    payment_intent: formatId("payment_intent", attempt.payment_intent_id),
    payment_method: method.id,
    payment_method_details: {
      type: method.type,
      ...("card" in method
        ? { card: { ...method.card, checks: attempt.checks ?? NO_CHECKS } }
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
