import {
  type SessionLine,
  type SessionWithPayment,
  sessionPaymentStatus,
  sessionStatus,
} from "../../core/checkout/session.ts";
import type { PaymentIntent } from "../../core/payments/payment-intent.ts";
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
  const { session, intent } = found;
  const public_id = formatId("checkout_session", session.id);
  const fill = (url: string) => url.replaceAll("{CHECKOUT_SESSION_ID}", public_id);
  return {
    session_id: public_id,
    status: sessionStatus(found, context.now),
    payment_status: sessionPaymentStatus(found),
    presentation: session.presentation,
    livemode: context.livemode,
    locale: context.locale,
    merchant_name: context.merchant_name,
    client_reference_id: session.client_reference_id,
    currency: session.currency,
    currency_exponent: findCurrency(session.currency)?.exponent ?? 2,
    lines: session.lines.map(lineView),
    amount_subtotal: session.amount_subtotal,
    amount_tax: session.amount_tax,
    amount_total: session.amount_total,
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
    payment: paymentView(intent),
  };
}
