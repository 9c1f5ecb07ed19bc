import type { FastifyRequest } from "fastify";
import type { Core } from "../../../core/core.ts";
import { getCustomer } from "../../../core/customers/get.ts";
import { getMerchant } from "../../../core/merchants/get.ts";
import { getPaymentMethod } from "../../../core/payment-methods/get.ts";
import { openClientSecret } from "../../../core/payments/client-secret.ts";
import { getSetupIntent } from "../../../core/setup-intents/get.ts";
import type { SetupIntent } from "../../../core/setup-intents/setup-intent.ts";
import { formatId, parseId } from "../../../kit/ids.ts";
import { type Refusal, refuse } from "../../../kit/result.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { CardView } from "./card-view.ts";

/** A buyer who saves a card: their setup intent, opened by its client secret. */
export interface CardVisit {
  readonly scope: Scope;
  readonly intent: SetupIntent;
}

/** Opens a setup intent with its secret. Without the right one, nobody learns whether it exists. */
export async function openCardVisit(
  core: Core,
  public_id: string,
  client_secret: unknown,
): Promise<CardVisit | Refusal> {
  const id = parseId("setup_intent", public_id);
  if (id === undefined) return refuse("resource_missing", "No such setup intent.");
  const scope = openClientSecret(core.vault, "setup_intent", id, client_secret);
  if (scope === undefined) return refuse("api_key_invalid", "The link to this page is incomplete.");
  const intent = await getSetupIntent(core, scope, id);
  return intent === undefined ? refuse("resource_missing", "No such setup intent.") : { scope, intent };
}

/** The same, for one of the page's own calls, which carry the secret in a header. */
export function enterCardVisit(core: Core, request: FastifyRequest): Promise<CardVisit | Refusal> {
  const { id } = request.params as { id: string };
  return openCardVisit(core, id, request.headers["x-client-secret"]);
}

/** What the page shows: nothing in it is secret from the buyer. */
export async function cardView(core: Core, { scope, intent }: CardVisit): Promise<CardView> {
  const method =
    intent.payment_method_id === null
      ? undefined
      : await getPaymentMethod(core, scope, intent.payment_method_id);
  const merchant = await getMerchant(core, scope.merchant_id);
  const customer =
    intent.customer_id === null ? undefined : await getCustomer(core, scope, intent.customer_id);
  return {
    setup_intent_id: formatId("setup_intent", intent.id),
    // A card that the merchant chose is nothing to the buyer: they may type one.
    status: intent.status === "requires_confirmation" ? "requires_payment_method" : intent.status,
    verifying: intent.verifying_until !== null && intent.verifying_until > core.clock.now(),
    livemode: scope.livemode,
    merchant_name: merchant?.name ?? "",
    customer_email: customer?.email ?? null,
    card:
      method?.type === "card"
        ? { brand: method.brand, last4: method.last4, exp_month: method.exp_month, exp_year: method.exp_year }
        : null,
    challenge_url: intent.next_action?.challenge_url ?? null,
    // Why an issuer says lost, stolen or fraud is not for the person at the keyboard.
    last_error: intent.last_setup_error && { code: intent.last_setup_error.code },
  };
}
