import { digitsOf } from "../card/digits.ts";
import { parseExpiry } from "../card/expiry.ts";
import type { PayRequest } from "../view.ts";
import { locationOf } from "./location.ts";
import type { CheckoutState } from "./state.ts";

/** The body of one payment, from a form that has passed its checks. */
export function payRequestOf({ fields, view }: CheckoutState, attempt_key: string): PayRequest {
  const expiry = parseExpiry(fields.expiry);
  if (!expiry) throw new Error("The form was sent with an expiry date that is none.");
  return {
    attempt_key,
    expected_total: view.amount_total,
    email: fields.email.trim(),
    name: fields.name.trim(),
    ...locationOf(fields),
    card: { number: digitsOf(fields.number), ...expiry, cvc: digitsOf(fields.cvc) },
  };
}
