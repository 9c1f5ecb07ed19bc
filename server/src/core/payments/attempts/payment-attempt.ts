import type { PaymentErrorCode } from "../../../kit/errors.ts";
import type { AttemptChecks } from "./checks.ts";

const ATTEMPT_STATUSES = [
  "pending",
  "processing",
  "requires_action",
  "authorized",
  "approved",
  "declined",
  "voided",
] as const;

/**
 * `pending`: the processor may know more than we do. `processing`: it has taken the attempt on, and waits for a bank.
 * `authorized`: the money is kept for us, until it is captured (`approved`) or released (`voided`). `approved`, `declined`
 * and `voided` are final.
 */
export type AttemptStatus = (typeof ATTEMPT_STATUSES)[number];

/** One try to collect a payment at one processor. It is on disk before the processor hears of it. */
export interface PaymentAttempt {
  readonly id: string;
  readonly payment_intent_id: string;
  readonly payment_method_id: string;
  readonly connector: string;
  readonly status: AttemptStatus;
  readonly amount: number;
  readonly currency: string;
  readonly connector_reference: string | null;
  readonly error_code: PaymentErrorCode | null;
  readonly decline_code: string | null;
  /** When an authorisation that was not captured ends; null where the money is taken at once. */
  readonly capture_before: Date | null;
  /** What was said of the security code, the address, the risk and the authentication; null when nothing was said. */
  readonly checks: AttemptChecks | null;
  /** When a worker may ask the processor what became of it, while it is `pending` or `processing`. */
  readonly resolve_at: Date;
  readonly created_at: Date;
}

/** Whether the buyer was asked to authenticate. */
export function attemptWasChallenged(attempt: PaymentAttempt): boolean {
  return attempt.connector_reference !== null;
}
