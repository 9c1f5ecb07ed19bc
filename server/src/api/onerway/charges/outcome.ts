import type { PaymentAttempt } from "../../../core/payments/attempts/payment-attempt.ts";
import { WIRE_ERRORS } from "../errors.ts";
import { PAYMENT_MESSAGES } from "../payment-messages.ts";

/** What the processor said of a charge's risk. Where money comes from a bank account, nobody says anything of it. */
function riskLevel({ checks }: PaymentAttempt, method_type: string) {
  if (method_type !== "card") return "not_assessed";
  return checks?.risk?.level ?? "normal";
}

/** What the card's network said, or why it was not asked. */
export function presentOutcome(attempt: PaymentAttempt, method_type: string) {
  const { status, error_code, decline_code } = attempt;
  const risk_level = riskLevel(attempt, method_type);
  if (status === "authorized" || status === "approved" || status === "voided") {
    return {
      network_status: "approved_by_network",
      reason: null,
      risk_level,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  if (status !== "declined" || error_code === null) return null;
  const not_sent = { network_status: "not_sent_to_network", risk_level };
  if (attempt.checks?.risk?.is_blocked) {
    return {
      ...not_sent,
      reason: "highest_risk_level",
      seller_message: "The payment was blocked because of its risk.",
      type: "blocked",
    };
  }
  const reason = decline_code ?? WIRE_ERRORS[error_code].code;
  const seller_message = PAYMENT_MESSAGES[error_code];
  // A number that may be somebody's real card is asked for nothing in test mode.
  if (decline_code === "test_mode_live_card") {
    return { ...not_sent, reason, seller_message, type: "invalid" };
  }
  // A buyer who did not authenticate was stopped before the network was asked for the money.
  if (error_code === "authentication_failed" || error_code === "authentication_required") {
    return { ...not_sent, reason, seller_message, type: "blocked" };
  }
  return {
    network_status: "declined_by_network",
    reason,
    risk_level,
    seller_message,
    type: "issuer_declined",
  };
}
