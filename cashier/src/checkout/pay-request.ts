import { digitsOf } from "../card/digits.ts";
import { parseExpiry } from "../card/expiry.ts";
import type { PayRequest } from "../view.ts";
import { chosenCard } from "./chosen-card.ts";
import type { Fields } from "./fields.ts";
import { locationOf } from "./location.ts";
import type { CheckoutState } from "./state.ts";

/** The body of one payment, from a form that has passed its checks. */
export function payRequestOf(state: CheckoutState, attempt_key: string): PayRequest {
  const { fields, view, keep_card } = state;
  const chosen = chosenCard(state);
  return {
    attempt_key,
    expected_total: view.amount_total,
    email: fields.email.trim(),
    ...locationOf(fields),
    ...(chosen
      ? { payment_method_id: chosen.id }
      : { ...typedCard(fields), ...(keep_card && { keep_card }) }),
  };
}

/** The card as the server reads it. */
export function typedCard(fields: Fields) {
  const expiry = parseExpiry(fields.expiry);
  if (!expiry) throw new Error("No expiry date.");
  const card = { number: digitsOf(fields.number), ...expiry, cvc: digitsOf(fields.cvc) };
  return { name: fields.name.trim(), card };
}
