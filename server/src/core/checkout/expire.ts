import { earlierOf } from "../../kit/clock.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { closePayment } from "../payments/close.ts";
import { concludeAttempt } from "../payments/resolve-attempt.ts";
import { getCheckoutSession } from "./get.ts";
import type { SessionWithPayment } from "./session.ts";
import { endSession, findSession } from "./store.ts";

/** Ends an open session. Its payment is closed with it, made or not, so a buyer at the cashier can no longer pay. */
export async function expireCheckoutSession(
  core: Core,
  scope: Scope,
  session_id: string,
  exchange: Exchange<SessionWithPayment>,
): Promise<Answer | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found?.intent?.status === "requires_action") {
    const recalled = exchange.idempotency && (await recallAnswer(core, scope, exchange.idempotency));
    if (recalled) return recalled;
    // Outside the transaction: the processor has to be asked.
    await concludeAttempt(core, scope, found.intent);
  }

  return answerOnce(core, scope, exchange, async (transaction): Promise<SessionWithPayment | Refusal> => {
    const session = await findSession(transaction, scope, session_id);
    if (session === undefined) return refuse("resource_missing", "No such checkout session.", "id");
    const closed = await closePayment(core, scope, transaction, {
      id: session.payment_intent_id,
      amount: session.amount_total,
      currency: session.currency,
      checkout_session_id: session.id,
      client_reference_id: session.client_reference_id,
    });
    if (closed === "paid") return refuse("session_complete", "This session has been paid and cannot expire.");
    if (closed === "being_paid") {
      return refuse("state_conflict", "A payment of this session is under way. Try again in a few seconds.");
    }
    const now = core.clock.now();
    await endSession(transaction, scope, session.id, now);
    const ended = { ...session, expires_at: earlierOf(session.expires_at, now) };
    return { session: ended, intent: closed };
  });
}
