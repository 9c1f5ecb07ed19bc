import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getPayment } from "../payments/get.ts";
import type { SessionWithPayment } from "./session.ts";
import { findSession } from "./store.ts";

/** The session and its payment, or undefined when this merchant has none of that id in this mode. */
export async function getCheckoutSession(
  core: Core,
  scope: Scope,
  session_id: string,
): Promise<SessionWithPayment | undefined> {
  const session = await findSession(core.db, scope, session_id);
  if (session === undefined) return undefined;
  return { session, intent: await getPayment(core, scope, session.payment_intent_id) };
}
