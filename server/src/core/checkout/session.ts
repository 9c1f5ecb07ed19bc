import type { PaymentIntent } from "../payments/payment-intent.ts";
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
  readonly mode: "payment";
  readonly presentation: "iframe" | "link";
  /** Set aside at creation; the intent itself is made when the buyer first pays. */
  readonly payment_intent_id: string;
  /** The customer whose saved cards are offered. */
  readonly customer_id: string | null;
  /** The card that the buyer wants kept, until the payment with it is over. */
  readonly card_to_keep_id: string | null;
  readonly currency: string;
  readonly lines: readonly SessionLine[];
  readonly amount_subtotal: number;
  readonly amount_tax: number;
  readonly amount_total: number;
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

/** A session with its payment, if the buyer has tried to pay. */
export interface SessionWithPayment {
  readonly session: CheckoutSession;
  readonly intent: PaymentIntent | undefined;
}

/**
 * A session has no status of its own to fall out of step: it is complete when its payment has succeeded, and expired
 * when its time was over before that. So the two are one write.
 */
export function sessionStatus({ session, intent }: SessionWithPayment, now: Date): SessionStatus {
  if (intent?.status === "succeeded") return "complete";
  if (intent?.status === "canceled") return "expired";
  return session.expires_at > now ? "open" : "expired";
}

export function sessionPaymentStatus({ intent }: SessionWithPayment): SessionPaymentStatus {
  return intent?.status === "succeeded" ? "paid" : "unpaid";
}
