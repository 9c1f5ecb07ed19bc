import type { Scope } from "../../kit/scope.ts";
import { getCheckoutSession } from "../checkout/get.ts";
import type { SessionWithPayment } from "../checkout/session.ts";
import type { Core } from "../core.ts";
import { completeAuthentication } from "../payments/attempts/complete-authentication.ts";
import { completeSetupIntent } from "../setup-intents/complete.ts";
import { activateSubscription } from "./activate.ts";

/**
 * Goes on with a session after the buyer was at their bank, and begins its subscription when that is all it took. Their
 * `network` is what a failed challenge is counted by.
 */
export async function completeCheckout(
  core: Core,
  scope: Scope,
  { session, intent, setup_intent }: SessionWithPayment,
  network?: string,
): Promise<void> {
  const verification_id = setup_intent?.verification_id;
  if (setup_intent && verification_id)
    await completeSetupIntent(core, scope, setup_intent.id, verification_id, network);
  if (intent?.payment_attempt_id) {
    await completeAuthentication(core, scope, intent.payment_attempt_id, { network });
  }
  if (session.subscription_id !== null) await activateSubscription(core, scope, session.subscription_id);
}

/** Begins the subscription of a session, by whichever road its payment was settled; does nothing for any other. */
export async function activateSession(core: Core, scope: Scope, session_id: string | null): Promise<void> {
  const found = session_id === null ? undefined : await getCheckoutSession(core, scope, session_id);
  const subscription_id = found?.session.subscription_id;
  if (subscription_id) await activateSubscription(core, scope, subscription_id);
}
