import type { PaymentErrorCode } from "../../kit/errors.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import type { PaymentDetails } from "./payment-details.ts";

export const PAYMENT_STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "succeeded",
  "canceled",
] as const;

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/**
 * The one table of what may follow what. A decline leads back to `requires_payment_method`, so that the buyer can try
 * another card; nothing leads out of `succeeded` or `canceled`. An authorised payment waits in `requires_capture`, also
 * while the processor is asked to capture or to void it.
 */
export const PAYMENT_TRANSITIONS = {
  requires_payment_method: ["requires_confirmation", "processing", "canceled"],
  requires_confirmation: ["processing", "canceled"],
  requires_action: ["processing", "requires_payment_method", "requires_capture", "succeeded"],
  processing: ["succeeded", "requires_capture", "requires_action", "requires_payment_method"],
  requires_capture: ["succeeded", "canceled"],
  succeeded: [],
  canceled: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

export function mayBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  return (PAYMENT_TRANSITIONS[from] as readonly PaymentStatus[]).includes(to);
}

/** When the money is taken: at once (`automatic_async` is the same here), or when the merchant asks for it. */
export const CAPTURE_METHODS = ["automatic", "automatic_async", "manual"] as const;

export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

const CANCELLATION_REASONS = [
  "duplicate",
  "fraudulent",
  "requested_by_customer",
  "abandoned",
  "expired",
  // The authorisation has ended before the merchant captured it.
  "automatic",
] as const;

export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

/** Why the last attempt failed. */
export interface PaymentError {
  readonly code: PaymentErrorCode;
  readonly decline_code: string | null;
  readonly payment_method_id: string;
  /** What it was tried with, as it was then. Older ones have only its id. */
  readonly payment_method?: PaymentMethod;
}

export interface NextAction {
  /** Where the buyer authenticates. */
  readonly challenge_url: string;
}

/** The intention to collect an amount once, through as many attempts as it takes. Amounts in minor units. */
export interface PaymentIntent {
  readonly id: string;
  /** Grows by one with every write; also orders the intent's events. */
  readonly version: number;
  readonly status: PaymentStatus;
  readonly amount: number;
  readonly amount_received: number;
  /** What has gone back to the buyer or is on its way there. */
  readonly amount_refunded: number;
  /** The part of `amount`, or of what was captured of it, that is tax we collect as Merchant of Record. */
  readonly tax_amount: number;
  readonly currency: string;
  readonly capture_method: CaptureMethod;
  readonly payment_method_id: string | null;
  /** The attempt under way, or else the last one. */
  readonly payment_attempt_id: string | null;
  readonly payment_method_types: readonly string[];
  readonly description: string | null;
  readonly receipt_email: string | null;
  readonly return_url: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly last_payment_error: PaymentError | null;
  readonly next_action: NextAction | null;
  readonly cancellation_reason: CancellationReason | null;
  readonly canceled_at: Date | null;
  readonly checkout_session_id: string | null;
  readonly client_reference_id: string | null;
  readonly customer_id: string | null;
  /** Whether it was last tried without the buyer being there. */
  readonly off_session: boolean;
  /** Null when the merchant has said nothing more of it. */
  readonly details: PaymentDetails | null;
  readonly created_at: Date;
}

/** What the merchant may capture now. */
export function amountCapturable({ status, amount }: Pick<PaymentIntent, "status" | "amount">): number {
  return status === "requires_capture" ? amount : 0;
}
