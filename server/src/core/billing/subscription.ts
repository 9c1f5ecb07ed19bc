import type { Recurrence } from "../catalog/recurrence.ts";
import type { SessionLine } from "../checkout/session.ts";

export const SUBSCRIPTION_STATUSES = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "canceled",
] as const;

export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/**
 * The one table of what may follow what. A subscription is incomplete from the press of the button until its first
 * period is paid, or its card is verified; nothing leads out of `incomplete_expired` or `canceled`.
 */
export const SUBSCRIPTION_TRANSITIONS = {
  incomplete: ["trialing", "active", "incomplete_expired"],
  trialing: ["active", "past_due", "canceled"],
  active: ["past_due", "canceled"],
  past_due: ["active", "canceled"],
  incomplete_expired: [],
  canceled: [],
} as const satisfies Record<SubscriptionStatus, readonly SubscriptionStatus[]>;

export function subscriptionMayBecome(from: SubscriptionStatus, to: SubscriptionStatus): boolean {
  return (SUBSCRIPTION_TRANSITIONS[from] as readonly SubscriptionStatus[]).includes(to);
}

/** What a customer pays for again and again. */
export interface Subscription {
  readonly id: string;
  /** Grows by one with every write; also orders the subscription's events. */
  readonly version: number;
  readonly status: SubscriptionStatus;
  readonly customer_id: string;
  /** The session in which it began. */
  readonly checkout_session_id: string;
  readonly client_reference_id: string | null;
  readonly currency: string;
  /** What each period is paid for. */
  readonly items: readonly SessionLine[];
  readonly recurrence: Recurrence;
  readonly collects_tax: boolean;
  readonly customer_tax_id: string | null;
  readonly buyer_country: string | null;
  readonly buyer_region: string | null;
  readonly buyer_postal_code: string | null;
  /** The card that later periods are charged to. */
  readonly payment_method_id: string | null;
  readonly latest_invoice_id: string;
  /** The instant whose day and time all later periods keep. */
  readonly billing_anchor: Date | null;
  readonly current_period_start: Date | null;
  readonly current_period_end: Date | null;
  readonly trial_end: Date | null;
  /** When money is next asked for; null when never again. */
  readonly next_billing_at: Date | null;
  readonly cancel_at_period_end: boolean;
  readonly canceled_at: Date | null;
  readonly ended_at: Date | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** When a worker looks what became of its session; null once that is known. */
  readonly look_at: Date | null;
  readonly created_at: Date;
}
