import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { ensureCustomer } from "../checkout/begin-sale.ts";
import { getCheckoutSession } from "../checkout/get.ts";
import { type PayCheckoutSession, payCheckoutSession } from "../checkout/pay.ts";
import { saveCardAtCheckout } from "../checkout/save-card.ts";
import type { CheckoutSession } from "../checkout/session.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { checkCard } from "../payment-methods/create.ts";
import { activateSubscription } from "./activate.ts";
import { startSubscription } from "./start.ts";

/** The buyer presses the button, whatever the session is for: to pay, to subscribe, or to leave a card. */
export async function confirmCheckout(
  core: Core,
  scope: Scope,
  session_id: string,
  command: PayCheckoutSession,
  exchange: Exchange<unknown>,
): Promise<Answer | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found === undefined) return refuse("resource_missing", "No such checkout session.");
  const { session } = found;
  if (session.mode === "payment") return payCheckoutSession(core, scope, session.id, command, exchange);
  // Before anything is written: a number that cannot be a card's starts nothing.
  const checked = "number" in command.card ? checkCard(core, scope, command.card) : undefined;
  if (isRefusal(checked)) return checked;
  const answer = await confirmWithCard(core, scope, session, command, exchange);
  if (session.subscription_id !== null && !isRefusal(answer)) {
    await activateSubscription(core, scope, session.subscription_id);
  }
  return answer;
}

function confirmWithCard(
  core: Core,
  scope: Scope,
  session: CheckoutSession,
  command: PayCheckoutSession,
  exchange: Exchange<unknown>,
): Promise<Answer | Refusal> {
  const { card } = command;
  const beginSale = session.mode === "subscription" ? startSubscription : ensureCustomer;
  if (session.setup_intent_id === null) {
    return payCheckoutSession(core, scope, session.id, command, exchange, beginSale);
  }
  if (!("number" in card)) {
    const message = "This session saves a card: give one that was typed.";
    return Promise.resolve(refuse("parameter_invalid", message, "payment_method_id"));
  }
  return saveCardAtCheckout(core, scope, session.id, { ...command, card }, exchange, beginSale);
}
