import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { getMerchant } from "../merchants/get.ts";
import type { NewCard } from "../payment-methods/create.ts";
import { confirmSetupIntent } from "../setup-intents/confirm.ts";
import { newSetupIntent } from "../setup-intents/create.ts";
import { setupEvent } from "../setup-intents/events.ts";
import type { SetupIntent } from "../setup-intents/setup-intent.ts";
import { insertSetupIntentUnlessMade } from "../setup-intents/store.ts";
import type { BeginSale } from "./begin-sale.ts";
import { getCheckoutSession } from "./get.ts";
import { priceLines, type SessionPricing } from "./price-lines.ts";
import { type BuyerLocation, type CheckoutSession, saleOf, sessionStatus } from "./session.ts";
import { repriceSession, writePrice } from "./store.ts";

export interface SaveCardAtCheckout {
  readonly email: string;
  readonly location: BuyerLocation;
  readonly card: NewCard;
}

/**
 * The buyer presses the button of a session in which nothing is due now: their card is verified, and becomes their
 * customer's in the write that says so.
 */
export async function saveCardAtCheckout(
  core: Core,
  scope: Scope,
  session_id: string,
  { email, location, card }: SaveCardAtCheckout,
  exchange: Exchange<SetupIntent>,
  beginSale: BeginSale,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  const session = await readOpen(core, scope, session_id);
  if (isRefusal(session)) return session;
  const id = session.setup_intent_id;
  if (id === null) throw new Error(`Checkout session ${session.id} is to be paid.`);
  const pricing = await agreeOnRenewal(core, scope, session, location);
  if (isRefusal(pricing)) return pricing;

  const begun = await core.db.transaction(async (transaction) => {
    const sale = { session: { ...session, ...pricing }, email, name: card.billing_details.name };
    const customer_id = await beginSale(core, scope, transaction, sale);
    if (isRefusal(customer_id)) return customer_id;
    if (pricing !== null) await writePrice(transaction, scope, session.id, pricing);
    const { metadata, id: checkout_session_id } = session;
    const given = { id, customer_id, metadata, attaches_card: true, checkout_session_id };
    const setup_intent = newSetupIntent(core, given);
    if (await insertSetupIntentUnlessMade(transaction, scope, setup_intent)) {
      await insertEvent(transaction, scope, setupEvent(core, "setup_intent.created", setup_intent));
    }
    return customer_id;
  });
  if (isRefusal(begun)) return begun;
  const command = { card: { kind: "typed", card }, checkout_session_id: session.id } as const;
  return confirmSetupIntent(core, scope, id, command, exchange);
}

async function readOpen(core: Core, scope: Scope, session_id: string): Promise<CheckoutSession | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found === undefined) return refuse("resource_missing", "No such checkout session.");
  const status = sessionStatus(found, core.clock.now());
  if (status === "complete") return refuse("session_complete", "This session is complete already.");
  return status === "expired" ? refuse("session_expired", "This session has expired.") : found.session;
}

/** What later periods will cost must be what the buyer saw. Null where nothing is sold. */
async function agreeOnRenewal(
  core: Core,
  scope: Scope,
  session: CheckoutSession,
  location: BuyerLocation,
): Promise<SessionPricing | null | Refusal> {
  if (session.mode === "setup") return null;
  const merchant_mode = (await getMerchant(core, scope.merchant_id))?.mode ?? "direct";
  const pricing = await priceLines(core, { ...saleOf(session), merchant_mode }, location);
  if (isRefusal(pricing) || pricing.renewal_amount === session.renewal_amount) return pricing;
  await repriceSession(core.db, scope, session.id, pricing);
  return refuse("amount_changed", "The amount has changed. Show the new one to the buyer.", "expected_total");
}
