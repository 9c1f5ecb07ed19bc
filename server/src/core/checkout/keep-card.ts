import { addMilliseconds } from "../../kit/clock.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { keepCardOf } from "../payment-methods/keep.ts";
import type { SessionWithPayment } from "./session.ts";
import { noteCardToKeep } from "./store.ts";

/** A payment that began before its session expired is over by then. */
const GRACE_MS = 24 * 60 * 60 * 1000;

/** Sessions that expired before this instant are not paid any more. */
export function longExpired(core: Core): Date {
  return addMilliseconds(core.clock.now(), -GRACE_MS);
}

/**
 * Makes the card that the buyer wanted kept the customer's, once it has paid. A card that did not pay in the end, or
 * that the customer has already, is not kept. Doing it twice, also at once, is harmless.
 */
export async function keepCard(
  core: Core,
  scope: Scope,
  { session, intent }: SessionWithPayment,
): Promise<void> {
  const { id, customer_id, card_to_keep_id } = session;
  const is_over = intent?.status === "succeeded" || session.expires_at < longExpired(core);
  if (customer_id === null || card_to_keep_id === null || !is_over) return;
  await core.db.transaction(async (transaction) => {
    const has_paid = intent?.status === "succeeded" && intent.payment_method_id === card_to_keep_id;
    if (has_paid) {
      const card = { customer_id, payment_method_id: card_to_keep_id, even_if_known: false };
      await keepCardOf(core, scope, transaction, card);
    }
    await noteCardToKeep(transaction, scope, id, null);
  });
}
