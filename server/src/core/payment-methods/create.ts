import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { brandOf, isCardNumber, isSecurityCode } from "./card-number.ts";
import type { BillingDetails, CardBrand, CardMethod, PaymentMethod } from "./payment-method.ts";
import { insertPaymentMethod } from "./store.ts";

export interface NewCard {
  /** Digits; spaces and dashes are taken out. */
  readonly number: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly security_code: string | null;
  readonly billing_details: BillingDetails;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Puts a card into the vault and answers the payment method that stands for it. */
export function createPaymentMethod(
  core: Core,
  scope: Scope,
  card: NewCard,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) =>
    saveCard(core, scope, transaction, card, true),
  );
}

/**
 * Checks a card and stores it, within the caller's transaction. `keeps_security_code` is false when the code is used
 * at once and so never has to be stored.
 */
export async function saveCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  card: NewCard,
  keeps_security_code: boolean,
): Promise<CardMethod | Refusal> {
  const checked = checkCard(core, scope, card);
  if (isRefusal(checked)) return checked;
  const { number, brand } = checked;
  const kept_code = keeps_security_code ? card.security_code : null;
  const { exp_month, exp_year } = card;
  const stored = await core.vault.storeCard(transaction, scope, { number, exp_month, exp_year }, kept_code);
  const payment_method: CardMethod = {
    id: core.new_id(),
    type: "card",
    vault_entry_id: stored.vault_entry_id,
    brand,
    last4: number.slice(-4),
    exp_month,
    exp_year,
    fingerprint: stored.fingerprint,
    has_security_code: kept_code !== null,
    billing_details: card.billing_details,
    metadata: card.metadata,
    customer_id: null,
    setup_connector: null,
    setup_reference: null,
    detached_at: null,
    created_at: core.clock.now(),
  };
  await insertPaymentMethod(transaction, scope, payment_method);
  return payment_method;
}

/** Whether the digits can be a card that still works; asks nobody. */
export function checkCard(
  core: Core,
  scope: Scope,
  card: NewCard,
): { number: string; brand: CardBrand } | Refusal {
  const number = card.number.replace(/[\s-]/g, "");
  if (!isCardNumber(number))
    return refuse("incorrect_number", "Your card number is incorrect.", "card.number");
  const brand = brandOf(number);
  if (card.security_code !== null && !isSecurityCode(card.security_code, brand)) {
    return refuse("incorrect_cvc", "Your card's security code is incorrect.", "card.cvc");
  }
  return refuseExpired(core, scope, card) ?? { number, brand };
}

/** Test cards keep working whatever date an example carries; a real card must still be valid. */
export function refuseExpired(
  core: Core,
  scope: Scope,
  { exp_month, exp_year }: Pick<NewCard, "exp_month" | "exp_year">,
): Refusal | undefined {
  if (!scope.livemode || !isPast(exp_month, exp_year, core.clock.now())) return undefined;
  return refuse("expired_card", "Your card has expired.", "card.exp_year");
}

/** A card is valid to the end of its month, somewhere on earth: twelve hours after it ends in UTC. */
function isPast(exp_month: number, exp_year: number, now: Date): boolean {
  return now.getTime() >= Date.UTC(exp_year, exp_month, 1, 12);
}
