import { earlierOf } from "../../kit/clock.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { closeSession, concludeSession } from "./close.ts";
import { getCheckoutSession } from "./get.ts";
import type { SessionWithPayment } from "./session.ts";
import { endSession, lockSession } from "./store.ts";

/** Ends an open session. Its payment is closed with it, made or not, so a buyer at the cashier can no longer pay. */
export async function expireCheckoutSession(
  core: Core,
  scope: Scope,
  session_id: string,
  exchange: Exchange<SessionWithPayment>,
): Promise<Answer | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found?.intent?.status === "requires_action") {
    const recalled = await recallAnswer(core, scope, exchange.idempotency);
    if (recalled) return recalled;
    await concludeSession(core, scope, found);
  }

  return answerOnce(core, scope, exchange, async (transaction): Promise<SessionWithPayment | Refusal> => {
    const session = await lockSession(transaction, scope, session_id);
    if (session === undefined) return refuse("resource_missing", "No such checkout session.", "id");
    const closed = await closeSession(core, scope, transaction, session);
    if (isRefusal(closed)) return closed;
    const now = core.clock.now();
    await endSession(transaction, scope, session.id, now);
    return { ...closed, session: { ...session, expires_at: earlierOf(session.expires_at, now) } };
  });
}
