import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import { findMerchant } from "../merchants/store.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import { concludeAttempt } from "../payments/attempts/resolve.ts";
import { confirmPayment } from "../payments/confirm.ts";
import { createPayment } from "../payments/create.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import { recallPayment } from "../payments/recall.ts";
import type { BeginSale } from "./begin-sale.ts";
import { getCheckoutSession } from "./get.ts";
import { priceLines, type SessionPricing } from "./price-lines.ts";
import {
  type BuyerLocation,
  type SaleSession,
  type SessionWithPayment,
  saleOf,
  sessionStatus,
} from "./session.ts";
import { fixPrice, repriceSession } from "./store.ts";
import { type CardOfBuyer, takeCard } from "./take-card.ts";

export interface PayCheckoutSession extends CardOfBuyer {
  /** What the buyer saw on the button. Any other total is refused, so nobody pays an amount that they did not see. */
  readonly expected_total: number;
  readonly email: string;
  readonly location: BuyerLocation;
}

/** The buyer presses the button. However often, and in however many tabs, the session is paid once. */
export async function payCheckoutSession(
  core: Core,
  scope: Scope,
  session_id: string,
  command: PayCheckoutSession,
  exchange: Exchange<PaymentIntent>,
  beginSale: BeginSale = (_core, _scope, _transaction, { session }) => Promise.resolve(session.customer_id),
): Promise<Answer | Refusal> {
  const recalled = await recallPayment(core, scope, exchange);
  if (recalled !== undefined) return recalled;
  const found = await readPayable(core, scope, session_id);
  if (isRefusal(found)) return found;

  const { intent } = found;
  const session = saleOf(found.session);
  const merchant = await findMerchant(core.db, scope.merchant_id);
  const merchant_mode = merchant?.mode ?? "direct";
  const pricing = await priceLines(core, { ...session, merchant_mode }, command.location);
  if (isRefusal(pricing)) return pricing;
  if (pricing.amount_total !== command.expected_total) {
    await repriceSession(core.db, scope, session.id, pricing);
    return refuse(
      "amount_changed",
      "The amount has changed. Show the new total to the buyer.",
      "expected_total",
    );
  }
  const begun = await core.db.transaction(async (transaction) => {
    const name = "billing_details" in command.card ? command.card.billing_details.name : null;
    const sale = { session: { ...session, ...pricing }, email: command.email, name };
    const customer_id = await beginSale(core, scope, transaction, sale);
    if (isRefusal(customer_id)) return customer_id;
    const payment_method = await takeCard(core, scope, transaction, session, command);
    return isRefusal(payment_method) ? payment_method : { payment_method, customer_id };
  });
  if (isRefusal(begun)) return begun;
  const purchase = { session, intent, merchant_mode, pricing, command, ...begun };
  return payWith(core, scope, purchase, exchange);
}

/** A session that can be paid now. A challenge that the buyer left for another card is given up first. */
async function readPayable(
  core: Core,
  scope: Scope,
  session_id: string,
): Promise<SessionWithPayment | Refusal> {
  const found = await getCheckoutSession(core, scope, session_id);
  if (found === undefined) return refuse("resource_missing", "No such checkout session.");
  if (found.intent?.status !== "requires_action") return refuseUnlessPayable(core, found) ?? found;
  const concluded = { ...found, intent: await concludeAttempt(core, scope, found.intent) };
  return refuseUnlessPayable(core, concluded) ?? concluded;
}

function refuseUnlessPayable(core: Core, found: SessionWithPayment): Refusal | undefined {
  const status = sessionStatus(found, core.clock.now());
  if (status === "complete") return refuse("session_complete", "This session has been paid already.");
  if (status === "expired") return refuse("session_expired", "This session has expired.");
  if (found.intent?.status === "processing") {
    return refuse("state_conflict", "A payment of this session is under way.");
  }
  return undefined;
}

interface Purchase {
  session: SaleSession;
  intent: PaymentIntent | undefined;
  merchant_mode: MerchantMode;
  pricing: SessionPricing;
  payment_method: PaymentMethod;
  customer_id: string | null;
  command: PayCheckoutSession;
}

async function payWith(
  core: Core,
  scope: Scope,
  { session, intent, merchant_mode, pricing, payment_method, customer_id, command }: Purchase,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  // A direct merchant files the tax itself, so for us it is part of what the merchant is owed.
  const tax_amount = merchant_mode === "mor" ? pricing.amount_tax : 0;
  const confirmation = {
    // A saved card is charged without one: nobody keeps it.
    security_code: "security_code" in command.card ? (command.card.security_code ?? undefined) : undefined,
    // Of several tabs in several places, the one that pays says what the session costs.
    onOpened: () => fixPrice(core.db, scope, session.id, pricing),
  };
  const amount = pricing.amount_total;
  if (intent !== undefined) {
    const paid_with = {
      checkout_session_id: session.id,
      payment_method_id: payment_method.id,
      receipt_email: command.email,
    };
    return confirmPayment(
      core,
      scope,
      intent.id,
      { ...confirmation, ...paid_with, amount, tax_amount },
      exchange,
    );
  }
  return createPayment(
    core,
    scope,
    {
      id: session.payment_intent_id,
      amount,
      currency: session.currency,
      tax_amount,
      payment_method_id: payment_method.id,
      payment_method_types: ["card"],
      description: null,
      receipt_email: command.email,
      return_url: null,
      metadata: session.metadata,
      checkout_session_id: session.id,
      client_reference_id: session.client_reference_id,
      customer_id,
      confirm: confirmation,
    },
    exchange,
  );
}
