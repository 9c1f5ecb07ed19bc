/** What the server tells the page about one checkout session: the props of the page and every JSON answer. */
export interface CheckoutView {
  session_id: string;
  mode: "payment" | "subscription" | "setup";
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid" | "no_payment_required";
  presentation: "iframe" | "link";
  livemode: boolean;
  locale: Locale;
  merchant_name: string;
  client_reference_id: string | null;
  currency: string;
  currency_exponent: 0 | 2 | 3;
  lines: CheckoutLine[];
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  /** What is paid again and again, from the next period on; null when nothing is. */
  recurring: RecurringTerms | null;
  tax: CheckoutTax | null;
  buyer: { email: string | null; country: string | null; region: string | null; postal_code: string | null };
  success_url: string | null;
  cancel_url: string | null;
  /** What the session's customer can pay with; null when the session has no customer. */
  saved_cards: OfferedCard[] | null;
  payment: {
    state: "none" | "processing" | "requires_action" | "succeeded";
    challenge_url: string | null;
    last_error: { code: string } | null;
  };
}

/** How often the lines are paid, and what that costs each time, in minor units and with the tax. */
export interface RecurringTerms {
  interval: "day" | "week" | "month" | "year";
  interval_count: number;
  trial_period_days: number;
  amount: number;
}

export type Locale = "en" | "zh-CN";

/** What may be shown of a card that the buyer has saved with this merchant. */
export interface OfferedCard {
  id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  expired: boolean;
}

/** One line of the order; `amount` is for the whole line, in minor units. */
export interface CheckoutLine {
  name: string;
  description: string | null;
  /** On a server that the page may load pictures from. */
  image?: string | null;
  quantity: number;
  amount: number;
}

export interface CheckoutTax {
  kind: "vat" | "gst" | "sales_tax" | "service_tax" | "consumption_tax" | "hst" | null;
  rate_percent: number | null;
  inclusive: boolean;
  estimated: boolean;
  /** The buyer is a company that owes the tax itself: nothing is charged, and included tax is taken off the prices. */
  reverse_charge: boolean;
}

export interface LocationRequest {
  country: string;
  region?: string;
  postal_code?: string;
}

/** With a saved card, or with one that is typed and may be kept for next time. */
export interface PayRequest extends LocationRequest {
  attempt_key: string;
  expected_total: number;
  email: string;
  name?: string;
  card?: { number: string; exp_month: number; exp_year: number; cvc: string };
  keep_card?: boolean;
  payment_method_id?: string;
}

/** The body of every refusal; `view` is there when the refusal changed what the page should show. */
export interface FailureBody<View = CheckoutView> {
  error: { code: string; field?: string };
  view?: View;
}
