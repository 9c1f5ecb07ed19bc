import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import { checkAmount } from "../payments/amount.ts";
import { priceLines } from "./price-lines.ts";
import type { RequestedLine } from "./resolve-line.ts";
import { resolveLines } from "./resolve-lines.ts";
import type { BuyerLocation, CheckoutSession } from "./session.ts";
import { insertSession } from "./store.ts";

export interface NewCheckoutSession
  extends Pick<
    CheckoutSession,
    | "mode"
    | "presentation"
    | "customer_email"
    | "success_url"
    | "cancel_url"
    | "client_reference_id"
    | "locale"
    | "metadata"
  > {
  readonly merchant_mode: MerchantMode;
  readonly lines: readonly RequestedLine[];
  readonly location: BuyerLocation;
  /** Asked for by a direct merchant; a Merchant of Record always collects tax. */
  readonly automatic_tax: boolean;
}

const SESSION_LIFE_MS = 24 * 60 * 60 * 1000;

export async function createCheckoutSession(
  core: Core,
  scope: Scope,
  command: NewCheckoutSession,
  exchange: Exchange<CheckoutSession>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const session = await buildSession(core, scope, transaction, command);
    if (!isRefusal(session)) await insertSession(transaction, scope, session);
    return session;
  });
}

async function buildSession(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  command: NewCheckoutSession,
): Promise<CheckoutSession | Refusal> {
  const { merchant_mode, lines: requested, location, automatic_tax, ...given } = command;
  const resolved = await resolveLines(transaction, scope, { merchant_mode, mode: given.mode }, requested);
  if (isRefusal(resolved)) return resolved;
  const collects_tax = merchant_mode === "mor" || automatic_tax;
  const created_at = core.clock.now();
  const pricing = priceLines(resolved.lines, location, collects_tax, created_at);
  if (isRefusal(pricing)) return pricing;
  const currency = checkAmount(pricing.amount_total, resolved.currency);
  if (isRefusal(currency)) return { ...currency, param: "line_items" };
  return {
    ...given,
    ...pricing,
    id: core.new_id(),
    version: 1,
    payment_intent_id: core.new_id(),
    currency: currency.code,
    lines: resolved.lines,
    collects_tax,
    created_at,
    expires_at: addMilliseconds(created_at, SESSION_LIFE_MS),
  };
}
