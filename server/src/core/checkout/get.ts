import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getPayment } from "../payments/get.ts";
import { getSetupIntent } from "../setup-intents/get.ts";
import type { SessionWithPayment } from "./session.ts";
import { findSession } from "./store.ts";

/** The session with its payment or the verification of its card, or undefined when this merchant has none of that id in this mode. */
export async function getCheckoutSession(
  core: Core,
  scope: Scope,
  session_id: string,
): Promise<SessionWithPayment | undefined> {
  const session = await findSession(core.db, scope, session_id);
  if (session === undefined) return undefined;
  const { payment_intent_id, setup_intent_id } = session;
  const intent = await getPayment(core, scope, payment_intent_id);
  const setup_intent =
    setup_intent_id === null ? undefined : await getSetupIntent(core, scope, setup_intent_id);
  return { session, intent, setup_intent };
}
