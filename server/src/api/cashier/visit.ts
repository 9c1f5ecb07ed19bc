import type { FastifyRequest } from "fastify";
import { getCheckoutSession } from "../../core/checkout/get.ts";
import type { SessionWithPayment } from "../../core/checkout/session.ts";
import { parseSessionToken } from "../../core/checkout/session-token.ts";
import type { Core } from "../../core/core.ts";
import { getMerchant } from "../../core/merchants/get.ts";
import { parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { CheckoutView } from "./checkout-view.ts";
import { chooseLocale } from "./locale.ts";
import { offeredCards } from "./saved-cards.ts";
import { checkoutView } from "./view.ts";

/** A buyer at the cashier: their session, opened by its token. */
export interface Visit {
  readonly scope: Scope;
  readonly session_id: string;
  readonly merchant_name: string;
  readonly found: SessionWithPayment;
}

/** Opens a session with its token. Without the right one, nobody learns whether the session exists. */
export async function openVisit(core: Core, public_id: string, token: unknown): Promise<Visit | Refusal> {
  const session_id = parseId("checkout_session", public_id);
  if (session_id === undefined) return refuse("resource_missing", "No such checkout session.");
  const scope = typeof token === "string" ? parseSessionToken(core.vault, session_id, token) : undefined;
  if (scope === undefined) return refuse("api_key_invalid", "The link to this checkout is incomplete.");
  const found = await getCheckoutSession(core, scope, session_id);
  if (found === undefined) return refuse("resource_missing", "No such checkout session.");
  const merchant = await getMerchant(core, scope.merchant_id);
  return { scope, session_id, merchant_name: merchant?.name ?? "", found };
}

/** What the visitor's page shows now. */
export async function viewOf(
  core: Core,
  visit: Visit,
  request: FastifyRequest,
  found = visit.found,
): Promise<CheckoutView> {
  const asked = (request.query as { locale?: unknown }).locale;
  return checkoutView(found, {
    merchant_name: visit.merchant_name,
    livemode: visit.scope.livemode,
    saved_cards: await offeredCards(core, visit.scope, found.session),
    locale: chooseLocale([asked, found.session.locale], request.headers["accept-language"]),
    now: core.clock.now(),
  });
}
