import type { FastifyRequest } from "fastify";
import type { Core } from "../../../core/core.ts";
import { getMerchant } from "../../../core/merchants/get.ts";
import { getAttempt } from "../../../core/payments/attempts/get.ts";
import { openClientSecret } from "../../../core/payments/client-secret.ts";
import { getPayment } from "../../../core/payments/get.ts";
import type { PaymentIntent } from "../../../core/payments/payment-intent.ts";
import { findCurrency } from "../../../kit/currency.ts";
import { parseId } from "../../../kit/ids.ts";
import { formatAmount } from "../../../kit/money.ts";
import { type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";

/** A buyer who is wanted by their bank: the payment that waits, opened by its client secret. */
export interface AuthenticationVisit {
  readonly scope: Scope;
  readonly intent: PaymentIntent;
}

/** Opens a payment with its secret. Without the right one, nobody learns whether it exists. */
export async function openAuthentication(
  core: Core,
  public_id: string,
  client_secret: unknown,
): Promise<AuthenticationVisit | Refusal> {
  const id = parseId("payment_intent", public_id);
  if (id === undefined) return refuse("resource_missing", "No such payment.");
  const scope = openClientSecret(core.vault, "payment_intent", id, client_secret);
  if (scope === undefined) return refuse("api_key_invalid", "The link to this page is incomplete.");
  const intent = await getPayment(core, scope, id);
  return intent === undefined ? refuse("resource_missing", "No such payment.") : { scope, intent };
}

/** The same, for one of the page's own calls, which carry the secret in a header. */
export function enterAuthentication(
  core: Core,
  request: FastifyRequest,
): Promise<AuthenticationVisit | Refusal> {
  const { id } = request.params as { id: string };
  return openAuthentication(core, id, request.headers["x-client-secret"]);
}

/** What a page that finishes a payment can find. */
export type AuthenticationState =
  | "challenge"
  /** The bank has sent us away to bring the buyer: it has to be asked again. */
  | "start"
  | "processing"
  | "succeeded"
  | "failed"
  | "canceled"
  | "nothing";

/** Where a payment stands, as the page's calls answer it. */
export function stateOf(intent: PaymentIntent): {
  state: AuthenticationState;
  challenge_url: string | null;
} {
  const challenge_url = intent.next_action?.challenge_url ?? null;
  return { state: wordFor(intent), challenge_url };
}

function wordFor({ status, last_payment_error, checkout_session_id }: PaymentIntent): AuthenticationState {
  switch (status) {
    case "requires_action":
      return "challenge";
    case "processing":
    case "succeeded":
    case "canceled":
      return status;
    case "requires_payment_method":
      if (last_payment_error === null) return "nothing";
      return last_payment_error.code === "authentication_required" && checkout_session_id === null
        ? "start"
        : "failed";
    case "requires_confirmation":
      return "nothing";
  }
}

/** What is paid, to whom, and with which card. */
export interface Purchase {
  readonly merchant_name: string;
  readonly amount: string;
  readonly description: string | null;
  readonly last4: string | null;
  readonly livemode: boolean;
}

export async function describePurchase(
  core: Core,
  { scope, intent }: AuthenticationVisit,
): Promise<Purchase> {
  const merchant = await getMerchant(core, scope.merchant_id);
  const attempt =
    intent.payment_attempt_id === null ? undefined : await getAttempt(core, scope, intent.payment_attempt_id);
  const currency = findCurrency(intent.currency);
  return {
    merchant_name: merchant?.name ?? "",
    amount: currency === undefined ? "" : formatAmount(intent.amount, currency),
    description: intent.description,
    last4: attempt?.last4 || null,
    livemode: scope.livemode,
  };
}
