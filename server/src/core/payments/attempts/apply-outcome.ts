import type { LookupOutcome } from "../../../connectors/connector.ts";
import type { LedgerEntry } from "../../../ledger/entry.ts";
import { paymentEntry } from "../../../ledger/payment-entry.ts";
import type { EventType } from "../../events/event.ts";
import type { PaymentError, PaymentIntent } from "../payment-intent.ts";
import type { Circumstances } from "./circumstances.ts";
import { attemptWasChallenged, type PaymentAttempt } from "./payment-attempt.ts";

/** What becomes of a payment, and what is to be told and booked of it. */
export interface NextState {
  readonly intent: PaymentIntent;
  readonly attempt: PaymentAttempt;
  readonly event_type: EventType;
  readonly entry: LedgerEntry | null;
}

/** What an outcome makes of a payment: pure. With `capture_before`, an approval only keeps the money until then. */
export function applyOutcome(
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  outcome: Exclude<LookupOutcome, { kind: "unknown" }>,
  { capture_before, checks = null, tried_with }: Circumstances = {},
): NextState {
  const version = intent.version + 1;
  switch (outcome.kind) {
    case "approved":
      if (capture_before !== undefined) {
        return authorized(intent, {
          ...attempt,
          connector_reference: outcome.reference,
          capture_before,
          checks,
        });
      }
      return {
        intent: {
          ...intent,
          version,
          status: "succeeded",
          amount_received: attempt.amount,
          next_action: null,
        },
        attempt: { ...attempt, status: "approved", connector_reference: outcome.reference, checks },
        event_type: "payment.succeeded",
        entry: paymentEntry({
          payment_attempt_id: attempt.id,
          payment_intent_id: intent.id,
          currency: attempt.currency,
          amount: attempt.amount,
          tax_amount: intent.tax_amount,
        }),
      };
    case "needs_action":
      return {
        intent: {
          ...intent,
          version,
          status: "requires_action",
          next_action: { challenge_url: outcome.challenge_url },
        },
        attempt: { ...attempt, status: "requires_action", connector_reference: outcome.reference },
        event_type: "payment.requires_action",
        entry: null,
      };
    case "processing":
      return {
        intent: { ...intent, version, status: "processing", next_action: null },
        attempt: {
          ...attempt,
          status: "processing",
          connector_reference: outcome.reference,
          resolve_at: outcome.expected_at,
        },
        event_type: "payment.processing",
        entry: null,
      };
    case "declined":
      return declined(
        intent,
        { ...attempt, checks },
        { code: outcome.code, decline_code: outcome.decline_code, payment_method: tried_with },
        outcome.reference,
      );
    case "closed":
      // Closed while the buyer was asked to authenticate, or before the processor had ever heard of it.
      return declined(
        intent,
        attempt,
        {
          code: attemptWasChallenged(attempt) ? "authentication_failed" : "processing_error",
          decline_code: null,
          payment_method: tried_with,
        },
        null,
      );
  }
}

/** The money is kept and not yet taken: there is nothing to book. */
function authorized(intent: PaymentIntent, attempt: PaymentAttempt): NextState {
  return {
    intent: { ...intent, version: intent.version + 1, status: "requires_capture", next_action: null },
    attempt: { ...attempt, status: "authorized" },
    event_type: "payment.amount_capturable_updated",
    entry: null,
  };
}

function declined(
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  { code, decline_code, payment_method }: Omit<PaymentError, "payment_method_id">,
  reference: string | null,
): NextState {
  return {
    intent: {
      ...intent,
      version: intent.version + 1,
      status: "requires_payment_method",
      payment_method_id: null,
      next_action: null,
      last_payment_error: {
        code,
        decline_code,
        payment_method_id: attempt.payment_method_id,
        ...(payment_method !== undefined && { payment_method }),
      },
    },
    attempt: {
      ...attempt,
      status: "declined",
      connector_reference: reference ?? attempt.connector_reference,
      error_code: code,
      decline_code,
    },
    event_type: "payment.failed",
    entry: null,
  };
}
