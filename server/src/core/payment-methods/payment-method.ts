export interface BillingDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
  readonly city: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
}

export const NO_BILLING_DETAILS: BillingDetails = {
  name: null,
  email: null,
  phone: null,
  country: null,
  region: null,
  postal_code: null,
  city: null,
  line1: null,
  line2: null,
};

const CARD_BRANDS = [
  "visa",
  "mastercard",
  "amex",
  "discover",
  "diners",
  "jcb",
  "unionpay",
  "unknown",
] as const;

export type CardBrand = (typeof CARD_BRANDS)[number];

/** A card that can be charged. The number is in the vault, under `card_id`; here is what may be shown. */
export interface PaymentMethod {
  readonly id: string;
  readonly type: "card";
  readonly card_id: string;
  readonly brand: CardBrand;
  readonly last4: string;
  readonly exp_month: number;
  readonly exp_year: number;
  /** The same for the same number at the same merchant; tells nothing else. */
  readonly fingerprint: string;
  readonly has_security_code: boolean;
  readonly billing_details: BillingDetails;
  readonly metadata: Readonly<Record<string, string>>;
  /** Whose card it is; null until it is attached, and again when it is detached. */
  readonly customer_id: string | null;
  /** The processor that verified the card for later charges, and its reference of that. */
  readonly setup_connector: string | null;
  readonly setup_reference: string | null;
  /** From then on it cannot be charged, or attached again. */
  readonly detached_at: Date | null;
  readonly created_at: Date;
}

/** A customer's card. */
export interface SavedPaymentMethod extends PaymentMethod {
  /** What the customer is charged with when nothing else is said. */
  readonly is_default: boolean;
}
