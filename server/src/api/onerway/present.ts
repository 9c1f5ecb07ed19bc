import type { Core } from "../../core/core.ts";
import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import type { CardMethod, PaymentMethod } from "../../core/payment-methods/payment-method.ts";
import { clientSecret } from "../../core/payments/client-secret.ts";
import {
  amountCapturable,
  type PaymentError,
  type PaymentIntent,
} from "../../core/payments/payment-intent.ts";
import type { WebhookEndpoint } from "../../core/webhooks/webhook-endpoint.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok } from "./answers.ts";
import { presentBankAccount } from "./bank-accounts.ts";
import { WIRE_ERRORS, type WireError } from "./errors.ts";
import { API_VERSION } from "./event-names.ts";
import { presentShipping } from "./payment-intents/shipping.ts";
import { PAYMENT_MESSAGES } from "./payment-messages.ts";

export function presentError(error: Pick<PaymentError, "code" | "decline_code">) {
  const { type, code, param = "payment_method" }: WireError = WIRE_ERRORS[error.code];
  return {
    type,
    code,
    message: PAYMENT_MESSAGES[error.code],
    param,
    ...(error.decline_code !== null && { decline_code: error.decline_code }),
  };
}

/** The same of a payment, with the attempt that failed and what it was made with. */
function presentPaymentError(scope: Scope, error: PaymentError, attempt_id: string | null) {
  return {
    ...presentError(error),
    ...(attempt_id !== null && { charge: formatId("charge", attempt_id) }),
    ...(error.payment_method !== undefined && {
      payment_method: presentPaymentMethod(scope, error.payment_method),
    }),
  };
}

function presentNextAction(intent: PaymentIntent) {
  if (intent.next_action === null) return null;
  const { challenge_url: url } = intent.next_action;
  return { type: "redirect_to_url", redirect_to_url: { url, return_url: intent.return_url } };
}

/** Only what was asked for that is not usual. */
function presentMethodOptions({ details }: PaymentIntent) {
  const { request_three_d_secure } = details ?? {};
  return request_three_d_secure ? { card: { request_three_d_secure } } : {};
}

export function presentPaymentIntent(core: Core, scope: Scope, intent: PaymentIntent) {
  const { details, payment_method_id: method, payment_attempt_id: attempt, last_payment_error } = intent;
  return {
    id: formatId("payment_intent", intent.id),
    object: "payment_intent",
    amount: intent.amount,
    amount_capturable: amountCapturable(intent),
    amount_received: intent.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: details?.automatic_payment_methods === true ? { enabled: true } : null,
    canceled_at: intent.canceled_at && unixSeconds(intent.canceled_at),
    cancellation_reason: intent.cancellation_reason,
    capture_method: intent.capture_method,
    client_secret: clientSecret(core.vault, "payment_intent", scope, intent.id),
    confirmation_method: "automatic",
    created: unixSeconds(intent.created_at),
    currency: intent.currency.toLowerCase(),
    customer: intent.customer_id && formatId("customer", intent.customer_id),
    description: intent.description,
    last_payment_error: last_payment_error && presentPaymentError(scope, last_payment_error, attempt),
    latest_charge: attempt && formatId("charge", attempt),
    livemode: scope.livemode,
    metadata: intent.metadata,
    next_action: presentNextAction(intent),
    on_behalf_of: null,
    payment_method: method && formatId("payment_method", method),
    payment_method_options: presentMethodOptions(intent),
    payment_method_types: intent.payment_method_types,
    processing: null,
    receipt_email: intent.receipt_email,
    review: null,
    setup_future_usage: details?.setup_future_usage ?? null,
    shipping: presentShipping(details?.shipping ?? null),
    statement_descriptor: details?.statement_descriptor ?? null,
    statement_descriptor_suffix: details?.statement_descriptor_suffix ?? null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** The answer to a request that tried to pay: the intent, or why it was not paid, with the intent in it. */
export function paymentAnswer(
  intent: PaymentIntent,
  payment_intent: { readonly last_payment_error: object | null },
  request_id: string,
): RenderedAnswer {
  const { status, last_payment_error } = intent;
  if (status !== "requires_payment_method" || last_payment_error === null) return ok(payment_intent);
  const error = { ...payment_intent.last_payment_error, payment_intent, request_id };
  return { status: WIRE_ERRORS[last_payment_error.code].status, body: JSON.stringify({ error }) };
}

function presentCard({ brand, exp_month, exp_year, fingerprint, last4 }: CardMethod) {
  return { brand, exp_month, exp_year, fingerprint, last4 };
}

export function presentPaymentMethod(scope: Scope, method: PaymentMethod) {
  const { billing_details: billing } = method;
  return {
    id: formatId("payment_method", method.id),
    object: "payment_method",
    billing_details: {
      address: {
        city: billing.city,
        country: billing.country,
        line1: billing.line1,
        line2: billing.line2,
        postal_code: billing.postal_code,
        state: billing.region,
      },
      email: billing.email,
      name: billing.name,
      phone: billing.phone,
    },
    ...(method.type === "card"
      ? { card: presentCard(method) }
      : { us_bank_account: presentBankAccount(method) }),
    // What is read back from an event, or from a failed payment, has its times as texts.
    created: unixSeconds(new Date(method.created_at)),
    customer: method.customer_id && formatId("customer", method.customer_id),
    livemode: scope.livemode,
    metadata: method.metadata,
    type: method.type,
  };
}

export function presentWebhookEndpoint(scope: Scope, endpoint: WebhookEndpoint) {
  return {
    id: formatId("webhook_endpoint", endpoint.id),
    object: "webhook_endpoint",
    api_version: API_VERSION,
    application: null,
    created: unixSeconds(endpoint.created_at),
    description: endpoint.description,
    enabled_events: endpoint.event_types.length === 0 ? ["*"] : endpoint.event_types,
    livemode: scope.livemode,
    metadata: endpoint.metadata,
    status: endpoint.status,
    url: endpoint.url,
  };
}
