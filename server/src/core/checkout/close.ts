import type { Queryable } from "../../db/types.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { concludeAttempt } from "../payments/attempts/resolve.ts";
import { closePayment } from "../payments/close.ts";
import { closeSetupIntent } from "../setup-intents/close.ts";
import { type CheckoutSession, type SessionWithPayment, saleOf } from "./session.ts";

/** Gives up a challenge that a buyer left open. To be called outside of a transaction: the processor has to be asked. */
export async function concludeSession(
  core: Core,
  scope: Scope,
  found: SessionWithPayment,
): Promise<SessionWithPayment> {
  if (found.intent?.status !== "requires_action") return found;
  return { ...found, intent: await concludeAttempt(core, scope, found.intent) };
}

/**
 * Makes sure, within the caller's transaction, that nobody can complete a session any more. The caller has locked it.
 */
export async function closeSession(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  session: CheckoutSession,
): Promise<SessionWithPayment | Refusal> {
  const { setup_intent_id, customer_id } = session;
  if (setup_intent_id === null) return closePaidSession(core, scope, transaction, session);
  const closed = await closeSetupIntent(core, scope, transaction, {
    id: setup_intent_id,
    customer_id,
    checkout_session_id: session.id,
  });
  if (closed === "completed") {
    return refuse("session_complete", "This session is complete and cannot expire.");
  }
  if (closed === "being_verified") {
    return refuse("state_conflict", "A card is being verified in this session. Try again in a few seconds.");
  }
  return { session, intent: undefined, setup_intent: closed };
}

async function closePaidSession(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  session: CheckoutSession,
): Promise<SessionWithPayment | Refusal> {
  const closed = await closePayment(core, scope, transaction, {
    id: session.payment_intent_id,
    amount: session.amount_total,
    currency: saleOf(session).currency,
    checkout_session_id: session.id,
    client_reference_id: session.client_reference_id,
  });
  if (closed === "paid") return refuse("session_complete", "This session has been paid and cannot expire.");
  if (closed === "being_paid") {
    return refuse("state_conflict", "A payment of this session is under way. Try again in a few seconds.");
  }
  return { session, intent: closed, setup_intent: undefined };
}
