import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { findCurrency } from "../../kit/currency.ts";
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
import { placeBuyer, priceLines, type SessionPricing } from "./price-lines.ts";
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
  /** Of a session in which nothing is sold; elsewhere the prices have one. */
  readonly currency: string | null;
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
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
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
  const customer_tax_id = readTaxId(command);
  if (isRefusal(customer_tax_id)) return customer_tax_id;
  const contents = await (command.mode === "setup"
    ? setUp(command)
    : sell(core, scope, { ...command, customer_tax_id }, command.mode));
  if (isRefusal(contents)) return contents;
  const { merchant_mode, lines, location, automatic_tax, currency, ...given } = command;
  const verifies_card =
    given.mode === "setup" || (given.mode === "subscription" && contents.amount_total === 0);
  const created_at = core.clock.now();
  return {
    ...given,
    ...contents,
    customer_tax_id,
    id: core.new_id(),
    version: 1,
    payment_intent_id: core.new_id(),
    setup_intent_id: verifies_card ? core.new_id() : null,
    subscription_id: given.mode === "subscription" ? core.new_id() : null,
    card_to_keep_id: null,
    created_at,
    expires_at: addMilliseconds(created_at, SESSION_LIFE_MS),
  };
}

type Contents = SessionPricing & Pick<CheckoutSession, "currency" | "lines" | "recurrence" | "collects_tax">;

/** The contents of a session in which a card is saved and nothing is sold. */
function setUp({ lines, currency, location }: NewCheckoutSession): Contents | Refusal {
  if (lines.length > 0) {
    return refuse(
      "parameter_invalid",
      "line_items must be left out in mode setup: the buyer's card is saved, and nothing is charged.",
      "line_items",
    );
  }
  const buyer = placeBuyer(location);
  if (isRefusal(buyer)) return buyer;
  const known = currency === null ? null : findCurrency(currency);
  if (known === undefined) {
    return refuse(
      "currency_unsupported",
      "Invalid currency: {currency}. Give a three-letter ISO 4217 code such as usd.",
      "currency",
      { currency: currency ?? "" },
    );
  }
  return {
    currency: known?.code ?? null,
    lines: [],
    recurrence: null,
    collects_tax: false,
    amount_subtotal: 0,
    amount_tax: 0,
    amount_total: 0,
    renewal_amount: null,
    tax: null,
    ...buyer,
  };
}

/** The contents of a session in which something is sold, at what it costs where the buyer is. */
async function sell(
  core: Core,
  scope: Scope,
  { merchant_mode, lines: requested, location, automatic_tax, customer_tax_id }: NewCheckoutSession,
  mode: "payment" | "subscription",
): Promise<Contents | Refusal> {
  const resolved = await resolveLines(core.db, scope, { merchant_mode, mode }, requested);
  if (isRefusal(resolved)) return resolved;
  const collects_tax = merchant_mode === "mor" || automatic_tax;
  const sale = { ...resolved, collects_tax, customer_tax_id, tax: null, merchant_mode };
  const pricing = await priceLines(core, sale, location);
  if (isRefusal(pricing)) return pricing;
  // A subscription to something free is never charged; everything else is, now or once the trial is over.
  const charged = pricing.renewal_amount ?? pricing.amount_total;
  const currency = mode === "subscription" && charged === 0 ? null : checkAmount(charged, resolved.currency);
  if (isRefusal(currency)) return { ...currency, param: "line_items" };
  return { ...resolved, ...pricing, currency: currency?.code ?? resolved.currency, collects_tax };
}

/** An id that cannot be one is told to the merchant now; later on, only the buyer is there. */
function readTaxId({ customer_tax_id, location }: NewCheckoutSession): string | null | Refusal {
  if (customer_tax_id === null) return null;
  const place = parsePlace(location);
  if (isRefusal(place)) return { ...place, param: `buyer_${place.param}` };
  return parseTaxId(place.country, customer_tax_id);
}
