import type { Outcome } from "../../connectors/connector.ts";
import type { CardErrorCode } from "../../kit/errors.ts";
import type { Metadata } from "../../kit/metadata.ts";

export const SETUP_STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "succeeded",
  "canceled",
] as const;

export type SetupStatus = (typeof SETUP_STATUSES)[number];

/**
 * The one table of what may follow what. A verification that fails leads back to `requires_payment_method`, so that the
 * buyer can type another card; nothing leads out of `succeeded` or `canceled`.
 */
export const SETUP_TRANSITIONS = {
  requires_payment_method: ["requires_confirmation", "requires_action", "succeeded", "canceled"],
  requires_confirmation: ["requires_payment_method", "requires_action", "succeeded", "canceled"],
  requires_action: ["requires_payment_method", "requires_confirmation", "succeeded", "canceled"],
  succeeded: [],
  canceled: [],
} as const satisfies Record<SetupStatus, readonly SetupStatus[]>;

export function setupMayBecome(from: SetupStatus, to: SetupStatus): boolean {
  return (SETUP_TRANSITIONS[from] as readonly SetupStatus[]).includes(to);
}

export const SETUP_USAGES = ["on_session", "off_session"] as const;

/** Whether the buyer will be there when the card is charged. */
export type SetupUsage = (typeof SETUP_USAGES)[number];

export const SETUP_CANCELLATION_REASONS = ["abandoned", "duplicate", "requested_by_customer"] as const;

export type SetupCancellationReason = (typeof SETUP_CANCELLATION_REASONS)[number];

/** Why the last verification failed. */
export interface SetupError {
  readonly code: CardErrorCode;
  readonly decline_code: string | null;
}

/** The intention to keep a card for later charges, verified with no amount. No money moves. */
export interface SetupIntent {
  readonly id: string;
  /** Grows by one with every write. */
  readonly version: number;
  readonly status: SetupStatus;
  readonly customer_id: string | null;
  /** The card that is to be kept. One that the buyer types is stored when the processor has taken an interest in it. */
  readonly payment_method_id: string | null;
  /** The card was typed for this setup intent, so it is forgotten when it is not kept; one that was stored before stays. */
  readonly card_was_typed: boolean;
  /** The latest verification: its id is the processor's idempotency key. */
  readonly verification_id: string | null;
  readonly connector: string | null;
  readonly connector_reference: string | null;
  /** While the processor is being asked, no other verification begins. */
  readonly verifying_until: Date | null;
  readonly last_setup_error: SetupError | null;
  readonly next_action: { readonly challenge_url: string } | null;
  readonly usage: SetupUsage;
  readonly payment_method_types: readonly string[];
  readonly description: string | null;
  /** Where the buyer comes back to after authenticating. */
  readonly return_url: string | null;
  readonly metadata: Metadata;
  readonly cancellation_reason: SetupCancellationReason | null;
  readonly canceled_at: Date | null;
  /** Its card was attached to the customer, which happens once. */
  readonly attached_at: Date | null;
  /** The card becomes the customer's in the write in which it is verified, without another request. */
  readonly attaches_card: boolean;
  /** The session whose page goes on with it, and nobody else. */
  readonly checkout_session_id: string | null;
  readonly created_at: Date;
}

/** What a verification's outcome makes of a setup intent: pure. An unknown one moved no money, so it is a failure. */
export function applyVerification(intent: SetupIntent, outcome: Outcome): SetupIntent {
  const next = { ...intent, version: intent.version + 1, verifying_until: null, next_action: null };
  switch (outcome.kind) {
    case "approved":
      return { ...next, status: "succeeded", connector_reference: outcome.reference };
    case "needs_action":
      return {
        ...next,
        status: "requires_action",
        connector_reference: outcome.reference,
        next_action: { challenge_url: outcome.challenge_url },
      };
    case "declined": {
      const { code, decline_code } = outcome;
      return failed(next, { code, decline_code });
    }
    case "unknown":
      return failed(next, { code: "processing_error", decline_code: null });
  }
}

function failed(intent: SetupIntent, last_setup_error: SetupError): SetupIntent {
  return { ...intent, status: "requires_payment_method", payment_method_id: null, last_setup_error };
}

/** Whether the processor is being asked about a card at this moment. */
export function isBeingVerified({ verifying_until }: SetupIntent, now: Date): boolean {
  return verifying_until !== null && verifying_until > now;
}
