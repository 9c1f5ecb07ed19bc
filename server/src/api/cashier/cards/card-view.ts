/** What the server tells the page on which a buyer saves a card: the page's props and every JSON answer. */
export interface CardView {
  setup_intent_id: string;
  status: "requires_payment_method" | "requires_action" | "succeeded" | "canceled";
  /** A card is being verified; whose page sent it does not matter. */
  verifying: boolean;
  livemode: boolean;
  merchant_name: string;
  customer_email: string | null;
  card: SavedCard | null;
  challenge_url: string | null;
  last_error: { code: string } | null;
}

/** What may be shown of a card. */
export interface SavedCard {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
}

export interface ConfirmRequest {
  attempt_key: string;
  name: string;
  card: { number: string; exp_month: number; exp_year: number; cvc: string };
}
