import type { CancellationReason, PaymentIntent } from "../payment-intent.ts";

export type ModificationType = "capture" | "void";

/** `pending`: the processor may know more than we do. `failed`: it did nothing, and another one may be tried. */
export type ModificationStatus = "pending" | "succeeded" | "failed";

/**
 * What we ask of a processor about an authorisation: to capture it, or to void it. It is on disk before the processor
 * hears of it, and an authorisation has only one that has not failed.
 */
export interface Modification {
  readonly id: string;
  readonly payment_intent_id: string;
  readonly payment_attempt_id: string;
  readonly connector: string;
  readonly type: ModificationType;
  readonly status: ModificationStatus;
  /** How much is captured, or all that is released. */
  readonly amount: number;
  readonly currency: string;
  /** Of a void: why the payment is canceled. */
  readonly cancellation_reason: CancellationReason | null;
  readonly connector_reference: string | null;
  readonly resolve_at: Date;
  readonly created_at: Date;
}

/** A payment as a capture, or a void, has left it so far. */
export interface ModifiedPayment {
  readonly intent: PaymentIntent;
  readonly modification: Modification;
}
