import type { CaptureOutcome } from "../../../connectors/connector.ts";
import { shareOf } from "../../../kit/money.ts";
import type { LedgerEntry } from "../../../ledger/entry.ts";
import { paymentEntry } from "../../../ledger/payment-entry.ts";
import type { EventType } from "../../events/event.ts";
import type { AttemptStatus } from "../attempts/payment-attempt.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import type { Modification, ModifiedPayment } from "./modification.ts";

type KnownOutcome = Exclude<CaptureOutcome, { kind: "unknown" }>;

/** What an outcome makes of a capture or a void, and what follows from it for the payment. */
export interface ModificationChange {
  readonly modification: Modification;
  /** Left out when the payment stays what it was. */
  readonly payment?: {
    readonly intent: PaymentIntent;
    readonly attempt_status: AttemptStatus;
    readonly entry: LedgerEntry | null;
    readonly event_type: EventType;
  };
}

/** Pure. Undefined when the outcome comes after the modification's end. */
export function applyOutcome(
  { intent, modification }: ModifiedPayment,
  outcome: KnownOutcome,
  now: Date,
): ModificationChange | undefined {
  if (modification.status !== "pending") return undefined;
  const told = { ...modification, connector_reference: outcome.reference };
  switch (outcome.kind) {
    case "captured":
      return captured(intent, { ...told, status: "succeeded" });
    case "voided":
      // Whoever wanted to capture it finds that there is nothing left.
      return voided(intent, { ...told, status: modification.type === "void" ? "succeeded" : "failed" }, now);
    case "refused":
      return { modification: { ...told, status: "failed" } };
  }
}

/** What was not captured is released, so the tax is a share of what there was. */
function captured(intent: PaymentIntent, modification: Modification): ModificationChange {
  const { amount, currency, payment_attempt_id } = modification;
  const tax_amount = shareOf(intent.tax_amount, amount, intent.amount);
  return {
    modification,
    payment: {
      intent: {
        ...intent,
        version: intent.version + 1,
        status: "succeeded",
        amount_received: amount,
        tax_amount,
      },
      attempt_status: "approved",
      entry: paymentEntry({ payment_attempt_id, payment_intent_id: intent.id, currency, amount, tax_amount }),
      event_type: "payment.succeeded",
    },
  };
}

function voided(intent: PaymentIntent, modification: Modification, now: Date): ModificationChange {
  return {
    modification,
    payment: {
      intent: {
        ...intent,
        version: intent.version + 1,
        status: "canceled",
        cancellation_reason: modification.type === "void" ? modification.cancellation_reason : "automatic",
        canceled_at: now,
      },
      attempt_status: "voided",
      entry: null,
      event_type: "payment.canceled",
    },
  };
}
