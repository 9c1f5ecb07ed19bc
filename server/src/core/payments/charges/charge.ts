import type { PaymentMethod } from "../../payment-methods/payment-method.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";
import type { PaymentIntent } from "../payment-intent.ts";

/** An attempt with what it was for and what it was made with. */
export interface Charge {
  readonly attempt: PaymentAttempt;
  readonly intent: PaymentIntent;
  readonly payment_method: PaymentMethod;
}
