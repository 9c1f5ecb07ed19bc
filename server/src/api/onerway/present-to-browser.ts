import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import type { PaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { declineForBuyers } from "../../core/payments/hidden-declines.ts";
import type { SetupIntent } from "../../core/setup-intents/setup-intent.ts";
import { isBrowser } from "./browser-calls.ts";
import { type presentPaymentIntent, presentPaymentMethod } from "./present.ts";
import { presentSetupIntent } from "./present-setup-intents.ts";

type ShownSetup = ReturnType<typeof presentSetupIntent>;
type ShownIntent = ReturnType<typeof presentPaymentIntent>;
type ShownError = NonNullable<ShownIntent["last_payment_error"]>;
type ShownMethod = ReturnType<typeof presentPaymentMethod>;

/**
 * An intent as a buyer's browser may see it: what the page needs to go on, and nothing of what the merchant has noted
 * for themselves or knows of the buyer from elsewhere. A client secret can get lost; what it opens must be little.
 */
export function forBrowser(intent: ShownIntent) {
  const {
    customer: _customer,
    latest_charge: _latest_charge,
    metadata: _metadata,
    receipt_email: _receipt_email,
    shipping: _shipping,
    statement_descriptor: _statement_descriptor,
    statement_descriptor_suffix: _statement_descriptor_suffix,
    ...shown
  } = intent;
  const { last_payment_error } = shown;
  return { ...shown, last_payment_error: last_payment_error && errorForBrowser(last_payment_error) };
}

/** A setup intent likewise. */
function setupForBrowser({ customer: _customer, metadata: _metadata, ...shown }: ShownSetup) {
  const { last_setup_error } = shown;
  return { ...shown, last_setup_error: last_setup_error && reasonForBrowser(last_setup_error) };
}

function reasonForBrowser<Shown extends { readonly decline_code?: string }>(error: Shown): Shown {
  const { decline_code } = error;
  return decline_code === undefined ? error : { ...error, decline_code: declineForBuyers(decline_code) };
}

function errorForBrowser(error: ShownError) {
  const { charge: _, payment_method, ...shown } = reasonForBrowser(error);
  return {
    ...shown,
    ...(payment_method !== undefined && { payment_method: methodForBrowser(payment_method) }),
  };
}

function methodForBrowser({ customer: _customer, metadata: _metadata, ...method }: ShownMethod) {
  if (!("card" in method)) {
    const { fingerprint: _, ...us_bank_account } = method.us_bank_account;
    return { ...method, us_bank_account };
  }
  const { fingerprint: _, ...card } = method.card;
  return { ...method, card };
}

/** The setup intent as whoever asks may see it. */
export function showSetupIntent(core: Core, request: FastifyRequest, intent: SetupIntent) {
  const shown = presentSetupIntent(core, request.caller.scope, intent);
  return isBrowser(request) ? setupForBrowser(shown) : shown;
}

/** The payment method as whoever asks may see it. */
export function showPaymentMethod(request: FastifyRequest, method: PaymentMethod) {
  const shown = presentPaymentMethod(request.caller.scope, method);
  return isBrowser(request) ? methodForBrowser(shown) : shown;
}
