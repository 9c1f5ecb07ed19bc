import {
  type CheckoutSession,
  type SessionLine,
  type SessionWithPayment,
  sessionPaymentStatus,
  sessionStatus,
} from "../../core/checkout/session.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
import type { SetupIntent } from "../../core/setup-intents/setup-intent.ts";
import type { TaxCalculation } from "../../core/tax/tax-calculation.ts";
import { findCurrency } from "../../kit/currency.ts";
import { formatId } from "../../kit/ids.ts";
import type { CheckoutView } from "./checkout-view.ts";
import { imageOrigin } from "./headers.ts";

export interface ViewContext {
  readonly merchant_name: string;
  readonly livemode: boolean;
  readonly locale: CheckoutView["locale"];
  readonly saved_cards: CheckoutView["saved_cards"];
  readonly now: Date;
}

const PPM_PER_PERCENT = 10_000;

/** Why an issuer says lost, stolen or fraud is not for the person at the keyboard: they are told that it was declined. */
function paymentView(intent: PaymentIntent | undefined): CheckoutView["payment"] {
  const last_error = intent?.last_payment_error ? { code: intent.last_payment_error.code } : null;
  switch (intent?.status) {
    case "processing":
      return { state: "processing", challenge_url: null, last_error };
    case "requires_action":
      return {
        state: "requires_action",
        challenge_url: intent.next_action?.challenge_url ?? null,
        last_error,
      };
    case "succeeded":
      return { state: "succeeded", challenge_url: null, last_error: null };
    default:
      return { state: "none", challenge_url: null, last_error };
  }
}

/** The verification of a card, in the words of a payment: to the buyer at the form they are one thing. */
function verificationView(setup_intent: SetupIntent | undefined, now: Date): CheckoutView["payment"] {
  const last_error = setup_intent?.last_setup_error ? { code: setup_intent.last_setup_error.code } : null;
  const verifying_until = setup_intent?.verifying_until ?? null;
  if (setup_intent?.status === "succeeded") {
    return { state: "succeeded", challenge_url: null, last_error: null };
  }
  if (setup_intent?.status === "requires_action") {
    const challenge_url = setup_intent.next_action?.challenge_url ?? null;
    return { state: "requires_action", challenge_url, last_error };
  }
  const is_processing = verifying_until !== null && verifying_until > now;
  return { state: is_processing ? "processing" : "none", challenge_url: null, last_error };
}

function recurringView({ recurrence, renewal_amount }: CheckoutSession): CheckoutView["recurring"] {
  return recurrence && { ...recurrence, amount: renewal_amount ?? 0 };
}

function lineView({
  name,
  description,
  image,
  quantity,
  amount,
}: SessionLine): CheckoutView["lines"][number] {
  return {
    name,
    // A line without a product is called what its description says; once is enough.
    description: description === name ? null : description,
    image: imageOrigin(image) === undefined ? null : image,
    quantity,
    amount,
  };
}

function taxView(tax: TaxCalculation | null): CheckoutView["tax"] {
  if (tax === null || tax.tax_type === "none") return null;
  const { tax_type: kind, rate_ppm, inclusive, estimated, reverse_charge } = tax;
  const rate_percent = rate_ppm === null ? null : rate_ppm / PPM_PER_PERCENT;
  return { kind, rate_percent, inclusive, estimated, reverse_charge };
}

/** What the cashier page shows: nothing in it is secret from the buyer. */
export function checkoutView(found: SessionWithPayment, context: ViewContext): CheckoutView {
  const { session, intent, setup_intent } = found;
  // Where nothing is sold the page shows no amount, in whatever currency.
  const currency = session.currency ?? "USD";
  const public_id = formatId("checkout_session", session.id);
  const fill = (url: string) => url.replaceAll("{CHECKOUT_SESSION_ID}", public_id);
  return {
    session_id: public_id,
    mode: session.mode,
    status: sessionStatus(found, context.now),
    payment_status: sessionPaymentStatus(found),
    presentation: session.presentation,
    livemode: context.livemode,
    locale: context.locale,
    merchant_name: context.merchant_name,
    client_reference_id: session.client_reference_id,
    currency,
    currency_exponent: findCurrency(currency)?.exponent ?? 2,
    lines: session.lines.map(lineView),
    amount_subtotal: session.amount_subtotal,
    amount_tax: session.amount_tax,
    amount_total: session.amount_total,
    recurring: recurringView(session),
    tax: taxView(session.tax),
    buyer: {
      email: session.customer_email,
      country: session.buyer_country,
      region: session.buyer_region,
      postal_code: session.buyer_postal_code,
    },
    success_url: fill(session.success_url),
    cancel_url: fill(session.cancel_url),
    saved_cards: context.saved_cards,
    payment:
      session.setup_intent_id === null ? paymentView(intent) : verificationView(setup_intent, context.now),
  };
}
