import type { CheckoutSession } from "../../core/checkout/session.ts";
import type { Core } from "../../core/core.ts";
import { listCards } from "../../core/payment-methods/list.ts";
import type { SavedCard } from "../../core/payment-methods/payment-method.ts";
import { formatId } from "../../kit/ids.ts";
import { isRefusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { OfferedCard } from "./checkout-view.ts";

const MAXIMUM_OFFERED = 100;

/** The cards that a session's customer can pay with, the default first and then the newest; null where a card is typed. */
export async function offeredCards(
  core: Core,
  scope: Scope,
  { customer_id, setup_intent_id }: CheckoutSession,
): Promise<OfferedCard[] | null> {
  if (customer_id === null || setup_intent_id !== null) return null;
  const page = { limit: MAXIMUM_OFFERED, after_id: null };
  const listed = await listCards(core, scope, customer_id, page);
  if (isRefusal(listed)) return null;
  const now = core.clock.now();
  return listed.items
    .toSorted((left, right) => Number(right.is_default) - Number(left.is_default))
    .map((method) => offer(method, now));
}

function offer({ id, brand, last4, exp_month, exp_year }: SavedCard, now: Date): OfferedCard {
  const public_id = formatId("payment_method", id);
  // A card is good until the end of its month.
  const expired = now.getTime() >= Date.UTC(exp_year, exp_month, 1);
  return { id: public_id, brand, last4, exp_month, exp_year, expired };
}
