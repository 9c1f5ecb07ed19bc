import { addMilliseconds } from "../../../kit/clock.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { keepCardOf } from "../../payment-methods/keep.ts";
import { updateSetup } from "../../payment-methods/store.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";
import { findAttempt } from "../attempts/store.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { findIntent } from "../store.ts";
import { forgetCardToKeep } from "./store.ts";

/** A challenge that is older than this is not answered any more. */
const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

export function longDecided(core: Core): Date {
  return addMilliseconds(core.clock.now(), -LONGEST_MS);
}

/** Whether what an intent is paid with becomes its customer's. Without a customer there is nobody to keep it for. */
export function keepsCard({ details, customer_id }: PaymentIntent): boolean {
  return customer_id !== null && details !== null && details.setup_future_usage !== null;
}

/**
 * Keeps the card of an attempt that was approved, and lets go of one that was declined. Where the buyer agreed to
 * charges without them, the approval is what such charges refer to. Doing it twice, also at once, is harmless.
 */
export async function keepCardOfAttempt(
  core: Core,
  scope: Scope,
  { customer_id, details }: PaymentIntent,
  attempt: PaymentAttempt,
): Promise<void> {
  await core.db.transaction(async (transaction) => {
    const is_good = attempt.status === "approved" || attempt.status === "authorized";
    if (is_good && customer_id !== null) {
      const { payment_method_id, connector, connector_reference } = attempt;
      const card = { customer_id, payment_method_id, even_if_known: true };
      const kept = await keepCardOf(core, scope, transaction, card);
      if (kept?.setup_reference === null && details?.setup_future_usage === "off_session") {
        const setup = { id: kept.id, setup_connector: connector, setup_reference: connector_reference };
        await updateSetup(transaction, scope, setup);
      }
    }
    await forgetCardToKeep(transaction, scope, attempt.id);
  });
}

/** Does what was left undone when an attempt's outcome was written and its server stopped before it kept the card. */
export async function keepCardLater(core: Core, scope: Scope, attempt_id: string): Promise<void> {
  const attempt = await findAttempt(core.db, scope, attempt_id);
  const intent = attempt && (await findIntent(core.db, scope, attempt.payment_intent_id));
  if (attempt === undefined || intent === undefined) {
    await forgetCardToKeep(core.db, scope, attempt_id);
  } else {
    await keepCardOfAttempt(core, scope, intent, attempt);
  }
}
