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

/** What every payment method has. The number is in the vault, under `vault_entry_id`; here is what may be shown. */
interface CommonMethod {
  readonly id: string;
  readonly vault_entry_id: string;
  readonly last4: string;
  /** The same for the same number at the same merchant; tells nothing else. */
  readonly fingerprint: string;
  readonly billing_details: BillingDetails;
  readonly metadata: Readonly<Record<string, string>>;
  /** Whose it is; null until it is attached, and again when it is detached. */
  readonly customer_id: string | null;
  /** The processor that verified it for later charges, and its reference of that. */
  readonly setup_connector: string | null;
  readonly setup_reference: string | null;
  /** From then on it cannot be charged, or attached again. */
  readonly detached_at: Date | null;
  readonly created_at: Date;
}

/** A card that can be charged. */
export interface CardMethod extends CommonMethod {
  readonly type: "card";
  readonly brand: CardBrand;
  readonly exp_month: number;
  readonly exp_year: number;
  /** Whether a security code was given and still waits in the vault to be used once. */
  readonly has_security_code: boolean;
}

export const ACCOUNT_HOLDER_TYPES = ["individual", "company"] as const;
export const ACCOUNT_TYPES = ["checking", "savings"] as const;

/** What may be shown of an account at a bank in the United States, besides its last digits. */
export interface BankAccountDetails {
  readonly account_holder_type: (typeof ACCOUNT_HOLDER_TYPES)[number];
  readonly account_type: (typeof ACCOUNT_TYPES)[number];
  /** Null where we do not know the bank of the routing number. */
  readonly bank_name: string | null;
  readonly routing_number: string;
}

/** A bank account that can be debited: whether the bank pays is known only later. */
export interface BankAccountMethod extends CommonMethod {
  readonly type: "us_bank_account";
  readonly us_bank_account: BankAccountDetails;
}

export type PaymentMethod = CardMethod | BankAccountMethod;

export const PAYMENT_METHOD_TYPES = [
  "card",
  "us_bank_account",
] as const satisfies readonly PaymentMethod["type"][];

/** What is added to a payment method that is a customer's. */
export interface Saved {
  /** What the customer is charged with when nothing else is said. */
  readonly is_default: boolean;
}

/** A customer's card. */
export type SavedCard = CardMethod & Saved;

/** What a customer can be charged with. */
export type SavedPaymentMethod = SavedCard | (BankAccountMethod & Saved);
