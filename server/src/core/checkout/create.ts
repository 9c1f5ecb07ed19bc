import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import { checkAmount } from "../payments/amount.ts";
import { parsePlace } from "../tax/place.ts";
import { parseTaxId } from "../tax/tax-id.ts";
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
    | "customer_id"
    | "customer_email"
    | "customer_tax_id"
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
  const recalled = exchange.idempotency && (await recallAnswer(core, scope, exchange.idempotency));
  if (recalled) return recalled;
  // Outside the transaction: the tax provider has to be asked.
  const session = await buildSession(core, scope, command);
  if (isRefusal(session)) return session;
  return answerOnce(core, scope, exchange, async (transaction) => {
    const customer = await findNamedCustomer(transaction, scope, session.customer_id);
    if (isRefusal(customer)) return customer;
    const named = { ...session, customer_email: session.customer_email ?? customer?.email ?? null };
    await insertSession(transaction, scope, named);
    return named;
  });
}

async function findNamedCustomer(transaction: Queryable, scope: Scope, customer_id: string | null) {
  if (customer_id === null) return null;
  const customer = await findCustomer(transaction, scope, customer_id);
  return customer ?? refuse("resource_missing", "No such customer.", "customer_id");
}

async function buildSession(
  core: Core,
  scope: Scope,
  command: NewCheckoutSession,
): Promise<CheckoutSession | Refusal> {
  const { merchant_mode, lines: requested, location, automatic_tax, ...given } = command;
  const resolved = await resolveLines(core.db, scope, { merchant_mode, mode: given.mode }, requested);
  if (isRefusal(resolved)) return resolved;
  const customer_tax_id = readTaxId(command);
  if (isRefusal(customer_tax_id)) return customer_tax_id;
  const collects_tax = merchant_mode === "mor" || automatic_tax;
  const sale = { ...resolved, collects_tax, customer_tax_id, tax: null, merchant_mode };
  const pricing = await priceLines(core, sale, location);
  if (isRefusal(pricing)) return pricing;
  const currency = checkAmount(pricing.amount_total, resolved.currency);
  if (isRefusal(currency)) return { ...currency, param: "line_items" };
  const created_at = core.clock.now();
  return {
    ...given,
    ...pricing,
    customer_tax_id,
    id: core.new_id(),
    version: 1,
    payment_intent_id: core.new_id(),
    card_to_keep_id: null,
    currency: currency.code,
    lines: resolved.lines,
    collects_tax,
    created_at,
    expires_at: addMilliseconds(created_at, SESSION_LIFE_MS),
  };
}

/** An id that cannot be one is told to the merchant now; later on, only the buyer is there. */
function readTaxId({ customer_tax_id, location }: NewCheckoutSession): string | null | Refusal {
  if (customer_tax_id === null) return null;
  const place = parsePlace(location);
  if (isRefusal(place)) return { ...place, param: `buyer_${place.param}` };
  return parseTaxId(place.country, customer_tax_id);
}
