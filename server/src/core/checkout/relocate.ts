import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getMerchant } from "../merchants/get.ts";
import { getCheckoutSession } from "./get.ts";
import { priceLines } from "./price-lines.ts";
import { type BuyerLocation, type SessionWithPayment, saleOf, sessionStatus } from "./session.ts";
import { repriceSession } from "./store.ts";

/** The buyer says where they are: the tax, and with it the total, follows. A session being paid keeps its amounts. */
export async function relocateBuyer(
  core: Core,
  scope: Scope,
  session_id: string,
  location: BuyerLocation,
): Promise<SessionWithPayment | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found === undefined) return refuse("resource_missing", "No such checkout session.");
  const { session, intent, setup_intent } = found;
  const being_paid = intent?.status === "processing" || intent?.status === "requires_action";
  const is_fixed = session.mode === "setup" || being_paid || setup_intent?.status === "requires_action";
  if (is_fixed || sessionStatus(found, core.clock.now()) !== "open") return found;
  const merchant = await getMerchant(core, scope.merchant_id);
  const merchant_mode = merchant?.mode ?? "direct";
  const pricing = await priceLines(core, { ...saleOf(session), merchant_mode }, location);
  if (isRefusal(pricing)) return pricing;
  const repriced = await repriceSession(core.db, scope, session.id, pricing);
  if (repriced) return { ...found, session: { ...session, ...pricing } };
  return (await getCheckoutSession(core, scope, session_id)) ?? found;
}
