import type { Recurrence } from "../catalog/recurrence.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import type { SetupIntent } from "../setup-intents/setup-intent.ts";
import type { TaxCalculation } from "../tax/tax-calculation.ts";

export interface SessionLine {
  readonly price_id: string | null;
  readonly product_id: string | null;
  readonly name: string;
  readonly description: string | null;
  /** A picture for the buyer, on a server of the merchant's choice. */
  readonly image: string | null;
  readonly tax_category: string | null;
  readonly unit_amount: number;
  readonly quantity: number;
  /** `unit_amount` × `quantity`, as priced. */
  readonly amount: number;
}

export interface BuyerLocation {
  readonly country: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
}

/** One buyer's visit to the cashier. Amounts in minor units of `currency`. */
export interface CheckoutSession {
  readonly id: string;
  readonly version: number;
  readonly mode: "payment" | "subscription" | "setup";
  readonly presentation: "iframe" | "link";
  /** Set aside at creation; the intent itself is made when the buyer first pays. */
  readonly payment_intent_id: string;
  /** Set aside where nothing is due now: the card is verified instead of charged, and that completes the session. */
  readonly setup_intent_id: string | null;
  /** Set aside in mode subscription; the subscription itself is made when the buyer first presses the button. */
  readonly subscription_id: string | null;
  /** As given, or the customer that was made when the buyer first pressed the button. */
  readonly customer_id: string | null;
  /** The card that the buyer wants kept, until the payment with it is over. */
  readonly card_to_keep_id: string | null;
  /** Null when nothing is sold and the merchant named none. */
  readonly currency: string | null;
  readonly lines: readonly SessionLine[];
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
  /** How often the lines are paid in mode subscription. Its trial makes that nothing is due now. */
  readonly recurrence: Recurrence | null;
  /** In mode subscription: what each later period costs, the tax included, as far as that is known now. */
  readonly renewal_amount: number | null;
  readonly collects_tax: boolean;
  /** How the tax came about; null when none is collected. */
  readonly tax: TaxCalculation | null;
  readonly customer_email: string | null;
  /** As given when the session was made. It counts while the buyer is in the country that it is of. */
  readonly customer_tax_id: string | null;
  readonly buyer_country: string | null;
  readonly buyer_region: string | null;
  readonly buyer_postal_code: string | null;
  readonly locale: string | null;
  readonly success_url: string;
  readonly cancel_url: string;
  readonly client_reference_id: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created_at: Date;
  readonly expires_at: Date;
}

export type SessionStatus = "open" | "complete" | "expired";
export type SessionPaymentStatus = "unpaid" | "paid" | "no_payment_required";

/** A session in which something is sold. */
export interface SaleSession extends CheckoutSession {
  readonly currency: string;
}

/** The same session, of which the caller knows that something is sold in it. */
export function saleOf(session: CheckoutSession): SaleSession {
  const { currency } = session;
  if (currency === null || session.mode === "setup") throw new Error(`Nothing is sold in ${session.id}.`);
  return { ...session, currency };
}

/** A session with its payment, or with the verification of its card, if the buyer has tried. */
export interface SessionWithPayment {
  readonly session: CheckoutSession;
  readonly intent: PaymentIntent | undefined;
  readonly setup_intent: SetupIntent | undefined;
}

/**
 * A session has no status of its own to fall out of step: it is complete when its payment (or where nothing is due, the
 * verification of its card) has succeeded, and expired when its time was over before that. So the two are one write.
 */
export function sessionStatus(
  { session, intent, setup_intent }: SessionWithPayment,
  now: Date,
): SessionStatus {
  const deciding = session.setup_intent_id === null ? intent : setup_intent;
  if (deciding?.status === "succeeded") return "complete";
  if (deciding?.status === "canceled") return "expired";
  return session.expires_at > now ? "open" : "expired";
}

export function sessionPaymentStatus({ session, intent }: SessionWithPayment): SessionPaymentStatus {
  if (session.setup_intent_id !== null) return "no_payment_required";
  return intent?.status === "succeeded" ? "paid" : "unpaid";
}
