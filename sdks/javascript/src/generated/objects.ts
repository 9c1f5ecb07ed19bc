// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

/** Where somebody is. */
export interface AddressParam {
  /** City or town. */
  city?: string | null;
  /** ISO 3166-1, such as US. */
  country?: string | null;
  /** Street and number. */
  line1?: string | null;
  /** Apartment, floor or the like. */
  line2?: string | null;
  /** Postal code. */
  postal_code?: string | null;
  /** State, province or region. */
  state?: string | null;
}

/** In place of `payment_method_types`. */
export interface AutomaticPaymentMethodsParam {
  /** Whether we choose what it may be paid with, which is cards. */
  enabled: boolean;
  /** Accepted from client libraries. */
  allow_redirects?: "always" | "never";
}

/** Whose it is. */
export interface BillingDetails {
  address: BillingDetailsAddress;
  email: string | null;
  name: string | null;
  phone: string | null;
}

export interface BillingDetailsAddress {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

/** Whose card it is. */
export interface BillingDetailsParam {
  /** The cardholder's name. */
  name?: string | null;
  /** The cardholder's address for mail. */
  email?: string | null;
  /** The cardholder's telephone number. */
  phone?: string | null;
  /** Where somebody is. */
  address?: AddressParam | null;
}

/** The card; required when the type is `card`. */
export interface CardParam {
  /** The digits; spaces and dashes do not matter. */
  number: string;
  /** The month in which it expires. */
  exp_month: number;
  /** The year in which it expires, with four digits. */
  exp_year: number;
  /** Used for the first payment and then forgotten. */
  cvc?: string | null;
}

/** One attempt to pay a payment intent. */
export interface Charge {
  /** `ch_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "charge";
  /** What was to be paid, in the currency's smallest unit. */
  amount: number;
  /** What was collected. */
  amount_captured: number;
  /** What has gone back to the buyer, or is on its way. */
  amount_refunded: number;
  application: null;
  application_fee_amount: null;
  balance_transaction: null;
  /** Whose it is. */
  billing_details: BillingDetails;
  /** Whether the money was collected. */
  captured: boolean;
  /** When it was tried, in Unix seconds. */
  created: number;
  /** ISO 4217, in small letters. */
  currency: string;
  /** Who pays. */
  customer: string | Record<string, unknown> | null;
  /** Your own description of the payment. */
  description: string | null;
  /** Why it failed, for programs. */
  failure_code: string | null;
  /** Why it failed, in words that a buyer may read. */
  failure_message: string | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** What the card's network said, once it is known. */
  outcome: {
    network_status: "approved_by_network" | "declined_by_network" | "not_sent_to_network";
    /** The issuer's finer reason, or why no issuer was asked. */
    reason: string | null;
    /** How likely the processor thinks fraud; `not_assessed` where the money comes from a bank account. */
    risk_level: "normal" | "elevated" | "highest" | "not_assessed";
    /** The outcome in words. */
    seller_message: string;
    /**
     * `blocked` because of the risk, or because the buyer has not authenticated; `invalid`, a real card's
     * number in test mode.
     */
    type: "authorized" | "issuer_declined" | "blocked" | "invalid";
  } | null;
  /** Whether it succeeded. */
  paid: boolean;
  /** What it was to pay. */
  payment_intent: string | Record<string, unknown> | null;
  /** What it was tried with. */
  payment_method: string | Record<string, unknown> | null;
  /** What may be shown of the card, or of the bank account. */
  payment_method_details: {
    /** What kind of payment method it is. */
    type: "card" | "us_bank_account";
    /** What may be shown of the card. */
    card?: {
      /** The card's network. */
      brand: "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay" | "unknown";
      /** 1 to 12. */
      exp_month: number;
      /** Four digits. */
      exp_year: number;
      /** The same for the same card number, so that you recognise a card. */
      fingerprint?: string;
      /** The last four digits. */
      last4: string;
      /**
       * Whether what the buyer typed fits what the card's bank knows. Null where nothing was given, or the
       * bank has not said.
       */
      checks: {
        /** Of the address's first line. */
        address_line1_check: "pass" | "fail" | "unavailable" | "unchecked" | null;
        /** Of the postal code. */
        address_postal_code_check: "pass" | "fail" | "unavailable" | "unchecked" | null;
        /** Of the security code. */
        cvc_check: "pass" | "fail" | "unavailable" | "unchecked" | null;
      };
      /** Null when nobody has tried to authenticate the buyer, or they have not answered. */
      three_d_secure: {
        /** Whether the buyer had to do something for it. */
        authentication_flow: "challenge" | "frictionless";
        /** What came of it. Who has authenticated can hardly dispute the payment as fraud. */
        result: "authenticated" | "failed";
      } | null;
    };
    /** What may be shown of the bank account. Its number never leaves the vault. */
    us_bank_account?: UsBankAccount;
  };
  /** Where the receipt goes. */
  receipt_email: string | null;
  /** Whether all of it has gone back. */
  refunded: boolean;
  /** Where the goods go. */
  shipping: Shipping | null;
  /** What the buyer's statement says. */
  statement_descriptor: string | null;
  /** Ends what the buyer's statement says. */
  statement_descriptor_suffix: string | null;
  /** How it went. */
  status: "succeeded" | "pending" | "failed";
}

/** Only what was made in this second, or within these bounds, in Unix seconds. */
export interface CreatedParam {
  /** Made after this second. */
  gt?: number;
  /** Made in this second or after it. */
  gte?: number;
  /** Made before this second. */
  lt?: number;
  /** Made in this second or before it. */
  lte?: number;
}

/** A webhook endpoint as its creation answers it. */
export interface CreatedWebhookEndpoint {
  /** `we_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "webhook_endpoint";
  /** Of the API in whose words it is told. */
  api_version: string;
  /** Always null; client libraries expect the field. */
  application: null;
  /** When it was made, in Unix seconds. */
  created: number;
  /** Your own note. */
  description: string | null;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "refund.created" | "refund.updated" | "refund.failed" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" | "radar.early_fraud_warning.created" | "setup_intent.created" | "setup_intent.requires_action" | "setup_intent.succeeded" | "setup_intent.setup_failed" | "setup_intent.canceled" | "customer.created" | "customer.updated" | "customer.deleted" | "payment_method.attached" | "payment_method.detached">;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** Whether events are sent to it. */
  status: "enabled" | "disabled";
  /** Where we POST the events. */
  url: string;
  /** `whsec_` and the key in base64. It is shown only here. */
  secret: string;
}

/** A buyer whom you know. */
export interface Customer {
  /** `cus_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "customer";
  /** Where the customer is. */
  address: CustomerAddress | null;
  /** When it was made, in Unix seconds. */
  created: number;
  /** There are no sources; cards are payment methods. */
  default_source: null;
  /** Your own note. */
  description: string | null;
  /** The customer's address for mail. */
  email: string | null;
  /** How the customer pays. A customer's first card becomes the default. */
  invoice_settings: {
    /** The card that is charged when nothing else is said. */
    default_payment_method: string | Record<string, unknown> | null;
  };
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** The customer's name. */
  name: string | null;
  /** The customer's telephone number. */
  phone: string | null;
  /** Where things are sent. */
  shipping: {
    /** Where the customer is. */
    address: CustomerAddress | null;
    /** Who receives it. */
    name: string | null;
    /** Whom the carrier may call. */
    phone: string | null;
  } | null;
}

/** Where the customer is. */
export interface CustomerAddress {
  /** City or town. */
  city: string | null;
  /** ISO 3166-1. */
  country: string | null;
  /** Street and number. */
  line1: string | null;
  /** Whatever else the letter needs. */
  line2: string | null;
  /** Postal code. */
  postal_code: string | null;
  /** State, province or region. */
  state: string | null;
}

/** Where things are sent. */
export interface CustomerShippingParam {
  /** Who receives it. */
  name?: string | null;
  /** Whom the carrier may call. */
  phone?: string | null;
  /** Where somebody is. */
  address?: AddressParam | null;
}

/** What is left of a customer that was deleted. */
export interface DeletedCustomer {
  /** What was deleted. */
  id: string;
  /** What kind of object this is. */
  object: "customer";
  deleted: true;
}

/** What is left of it. */
export interface DeletedWebhookEndpoint {
  /** What was deleted. */
  id: string;
  object: "webhook_endpoint";
  deleted: true;
}

/** A buyer's bank takes a payment back, or asks about it. */
export interface Dispute {
  /** `dp_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "dispute";
  /** What is disputed: all of a payment or a part of it. */
  amount: number;
  /** Always empty. */
  balance_transactions: Array<Record<string, unknown>>;
  /** The charge that is disputed, `ch_…`. */
  charge: string | Record<string, unknown> | null;
  /** When we heard of it, in Unix seconds. */
  created: number;
  /** ISO 4217, in small letters. */
  currency: string;
  /** What you have brought forward. Files are not taken. */
  evidence: {
    access_activity_log: string | null;
    billing_address: string | null;
    cancellation_policy: string | null;
    cancellation_policy_disclosure: string | null;
    cancellation_rebuttal: string | null;
    customer_communication: string | null;
    customer_email_address: string | null;
    customer_name: string | null;
    customer_purchase_ip: string | null;
    customer_signature: string | null;
    duplicate_charge_documentation: string | null;
    duplicate_charge_explanation: string | null;
    duplicate_charge_id: string | null;
    product_description: string | null;
    receipt: string | null;
    refund_policy: string | null;
    refund_policy_disclosure: string | null;
    refund_refusal_explanation: string | null;
    service_date: string | null;
    service_documentation: string | null;
    shipping_address: string | null;
    shipping_carrier: string | null;
    shipping_date: string | null;
    shipping_documentation: string | null;
    shipping_tracking_number: string | null;
    uncategorized_file: string | null;
    uncategorized_text: string | null;
  };
  evidence_details: {
    /** Until when the bank takes evidence. */
    due_by: number;
    /** Whether there is any. */
    has_evidence: boolean;
    /** Whether what was submitted last was submitted too late. */
    past_due: boolean;
    /** How often evidence was submitted. */
    submission_count: number;
  };
  /** Whether the payment can still be refunded: only while the bank merely asks. */
  is_charge_refundable: boolean;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** The payment that is disputed. */
  payment_intent: string | Record<string, unknown> | null;
  /** What the buyer says. */
  reason: "credit_not_processed" | "duplicate" | "fraudulent" | "general" | "product_not_received" | "product_unacceptable" | "subscription_canceled" | "unrecognized";
  /**
   * `needs_response` and `under_review` may still be `won` or `lost`. What begins with `warning_` is an
   * inquiry: no money has moved.
   */
  status: "warning_needs_response" | "warning_under_review" | "warning_closed" | "needs_response" | "under_review" | "won" | "lost";
}

/** A card's bank takes a payment for fraud, and says so before anybody disputes it. */
export interface EarlyFraudWarning {
  /** `issfr_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "radar.early_fraud_warning";
  /** Whether a refund can still spare you a dispute: until all was refunded, or it is disputed. */
  actionable: boolean;
  /** The charge that it is about, `ch_…`. */
  charge: string | Record<string, unknown> | null;
  /** When we heard of it, in Unix seconds. */
  created: number;
  /** What the bank takes it for. */
  fraud_type: "card_never_received" | "fraudulent_card_application" | "made_with_counterfeit_card" | "made_with_lost_card" | "made_with_stolen_card" | "misc" | "unauthorized_use_of_card";
  /** Whether it is about real money. */
  livemode: boolean;
  /** The payment that it is about. */
  payment_intent: string | Record<string, unknown> | null;
}

/** Every refusal. */
export interface ErrorAnswer {
  error: {
    /** What kind of error it is. */
    type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error" | "rate_limit_error";
    /** What is wrong, for programs. */
    code?: string;
    /** What is wrong, for people. It names the field and what was expected. */
    message: string;
    /** The field that it is about. */
    param: string | null;
    /** The issuer's finer reason, where it gave one. */
    decline_code?: string;
    /** The attempt that failed, `ch_…`. */
    charge?: string;
    payment_method?: PaymentMethod;
    payment_intent?: PaymentIntent;
    setup_intent?: SetupIntent;
    /** Finds the request in the log; also in the header `Request-Id`. */
    request_id: string;
  };
}

/** What every event has. */
export interface AnyEvent {
  /** `evt_` and 22 letters and digits; the same on every delivery of the event. */
  id: string;
  /** What kind of object this is. */
  object: "event";
  /** Of the API whose words these are. */
  api_version: string;
  /** When it happened, in Unix seconds. */
  created: number;
  data: {
    /**
     * What it happened to, as it was then: a payment intent, a setup intent (without their `client_secret`),
     * a refund, a dispute, a warning of fraud, a customer or a payment method.
     */
    object: Record<string, unknown>;
  };
  /** Whether it is about real money. */
  livemode: boolean;
  /** Always null: the same event is told everywhere, and how many have heard it changes. */
  pending_webhooks: null;
  /** Both null: an event does not say which request it goes back to. */
  request: {
    id: string | null;
    idempotency_key: string | null;
  };
  /** Grows with every event of this object: order events by it. */
  sequence: number;
  type: "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "refund.created" | "refund.updated" | "refund.failed" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" | "radar.early_fraud_warning.created" | "setup_intent.created" | "setup_intent.requires_action" | "setup_intent.succeeded" | "setup_intent.setup_failed" | "setup_intent.canceled" | "customer.created" | "customer.updated" | "customer.deleted" | "payment_method.attached" | "payment_method.detached";
}

/** What an event of each type is about. */
export interface EventObjects {
  "payment_intent.created": Omit<PaymentIntent, "client_secret">;
  "payment_intent.requires_action": Omit<PaymentIntent, "client_secret">;
  "payment_intent.amount_capturable_updated": Omit<PaymentIntent, "client_secret">;
  "payment_intent.processing": Omit<PaymentIntent, "client_secret">;
  "payment_intent.succeeded": Omit<PaymentIntent, "client_secret">;
  "payment_intent.payment_failed": Omit<PaymentIntent, "client_secret">;
  "payment_intent.canceled": Omit<PaymentIntent, "client_secret">;
  "refund.created": Refund;
  "refund.updated": Refund;
  "refund.failed": Refund;
  "charge.dispute.created": Dispute;
  "charge.dispute.updated": Dispute;
  "charge.dispute.closed": Dispute;
  "charge.dispute.funds_withdrawn": Dispute;
  "charge.dispute.funds_reinstated": Dispute;
  "radar.early_fraud_warning.created": EarlyFraudWarning;
  "setup_intent.created": Omit<SetupIntent, "client_secret">;
  "setup_intent.requires_action": Omit<SetupIntent, "client_secret">;
  "setup_intent.succeeded": Omit<SetupIntent, "client_secret">;
  "setup_intent.setup_failed": Omit<SetupIntent, "client_secret">;
  "setup_intent.canceled": Omit<SetupIntent, "client_secret">;
  "customer.created": Customer;
  "customer.updated": Customer;
  "customer.deleted": Customer;
  "payment_method.attached": PaymentMethod;
  "payment_method.detached": PaymentMethod;
}

export type EventType = keyof EventObjects;

/** An event of one type. */
export type EventOf<Type extends EventType> = Omit<AnyEvent, "type" | "data"> & {
  type: Type;
  data: Omit<AnyEvent["data"], "object"> & { object: EventObjects[Type] };
};

/**
 * Something that happened.
 *
 * Its `type` tells what `data.object` is.
 */
export type Event = { [Type in EventType]: EventOf<Type> }[EventType];

/** What the buyer has to do before it goes on. */
export interface NextAction {
  type: "redirect_to_url";
  redirect_to_url: {
    /** Send the buyer here to authenticate. */
    url: string;
    /** Where they come back to. */
    return_url: string | null;
  };
}

/** Why a card was not charged, or a bank account not debited. */
export interface PaymentError {
  /** `invalid_request_error` when a bank did not pay a debit. */
  type: "card_error" | "invalid_request_error";
  /** Why, for programs. */
  code: string;
  /** Why, in words that a buyer may read. */
  message: string;
  /** The field that it is about. */
  param: string;
  /** The attempt that failed, `ch_…`. */
  charge?: string;
  /** The issuer's finer reason, where it gave one. A browser is not told of lost or stolen cards. */
  decline_code?: string;
  /** What it was tried with, as it was then. */
  payment_method?: PaymentMethod;
}

/** The intention to collect an amount once, through as many attempts as it takes. */
export interface PaymentIntent {
  /** `pi_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "payment_intent";
  /** What is to be paid, in the currency's smallest unit: 2000 is 20.00 USD. */
  amount: number;
  /** What is authorised and may be captured; 0 unless the status is `requires_capture`. */
  amount_capturable: number;
  /** What has been paid: less than `amount` when only a part was captured. */
  amount_received: number;
  application: null;
  application_fee_amount: null;
  /** Whether we choose what it may be paid with. */
  automatic_payment_methods: {
    enabled: boolean;
  } | null;
  /** When it was canceled. */
  canceled_at: number | null;
  /** Why it was canceled. */
  cancellation_reason: "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned" | "expired" | "automatic" | null;
  /**
   * When the money is taken: at once, or with `manual` when you capture it. `automatic_async` does what
   * `automatic` does.
   */
  capture_method: "automatic" | "automatic_async" | "manual";
  /** With it a browser may see and pay this intent, and nothing else. */
  client_secret: string;
  /** How a payment goes on after authentication. */
  confirmation_method: "automatic";
  /** When it was made, in Unix seconds. */
  created: number;
  /** ISO 4217, in small letters. */
  currency: string;
  /** Who pays. */
  customer?: string | Record<string, unknown> | null;
  /** Your own description. */
  description: string | null;
  last_payment_error: PaymentError | null;
  /** The last attempt to pay it, `ch_…`. */
  latest_charge?: string | Record<string, unknown> | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata?: Record<string, string>;
  /** What the buyer has to do before it goes on. */
  next_action: NextAction | null;
  on_behalf_of: null;
  /** What it is paid with. */
  payment_method: string | Record<string, unknown> | null;
  /** How it is to be paid, where you have said more than usual. */
  payment_method_options: {
    /** Given when the buyer is to authenticate wherever the card allows it. */
    card?: {
      request_three_d_secure: "any" | "challenge";
    };
  };
  /** What it may be paid with. */
  payment_method_types: Array<string>;
  processing: null;
  /** Where the receipt goes. */
  receipt_email?: string | null;
  review: null;
  /** Whether the card is kept for the customer. */
  setup_future_usage: "on_session" | "off_session" | null;
  /** Where the goods go. */
  shipping?: Shipping | null;
  /** What the buyer's statement says. */
  statement_descriptor?: string | null;
  /** Ends what the buyer's statement says. */
  statement_descriptor_suffix?: string | null;
  /**
   * After a decline it is `requires_payment_method` again, and may be confirmed again. `requires_capture`:
   * the money is kept for you until you capture it, cancel, or the authorisation ends.
   */
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "succeeded" | "canceled";
  transfer_data: null;
  transfer_group: null;
}

/** Where the goods go; an empty value takes it away. */
export interface PaymentIntentShippingParam {
  /** Who receives it. */
  name: string;
  /** With the country's code. */
  phone?: string | null;
  /** Who brings it, such as UPS. */
  carrier?: string | null;
  /** The carrier's number for it. */
  tracking_number?: string | null;
  /** Where it goes. */
  address: {
    /** City. */
    city?: string | null;
    /** ISO 3166-1, such as US. */
    country?: string | null;
    /** Street and number. */
    line1?: string | null;
    /** Apartment, floor or the like. */
    line2?: string | null;
    /** Postal code. */
    postal_code?: string | null;
    /** State, province or region. */
    state?: string | null;
  };
}

/** A card that can be charged, or a bank account that can be debited. */
export interface PaymentMethod {
  /** `pm_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "payment_method";
  /** Whose it is. */
  billing_details: BillingDetails;
  /** What may be shown of the card. The number itself never leaves the vault. */
  card?: {
    /** The card's network. */
    brand: "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay" | "unknown";
    /** 1 to 12. */
    exp_month: number;
    /** Four digits. */
    exp_year: number;
    /** The same for the same card number, so that you recognise a card. */
    fingerprint?: string;
    /** The last four digits. */
    last4: string;
  };
  /** What may be shown of the bank account. Its number never leaves the vault. */
  us_bank_account?: UsBankAccount;
  /** When it was made, in Unix seconds. */
  created: number;
  /** Whose it is. */
  customer?: string | Record<string, unknown> | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata?: Record<string, string>;
  /** What kind of payment method it is. */
  type: "card" | "us_bank_account";
}

/** A card, in place of `payment_method`: kept in the same request. */
export interface PaymentMethodDataParam {
  /** What kind of payment method it is. */
  type: "card";
  /** The card; required when the type is `card`. */
  card?: CardParam;
  /** Whose card it is. */
  billing_details?: BillingDetailsParam;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Accepted from client libraries. */
  allow_redisplay?: "always" | "limited" | "unspecified";
}

/** Money of a payment that goes back to the buyer. */
export interface Refund {
  /** `re_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "refund";
  /** What goes back, in the currency's smallest unit. */
  amount: number;
  /** Always null; client libraries expect the field. */
  balance_transaction: null;
  /** The charge whose money goes back. */
  charge: string | Record<string, unknown> | null;
  /** When it was made, in Unix seconds. */
  created: number;
  /** ISO 4217, in small letters. */
  currency: string;
  /** Why the money could not be given back. */
  failure_reason: "declined" | "expired_or_canceled_card" | "unknown" | null;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** The payment intent whose money goes back. */
  payment_intent: string | Record<string, unknown> | null;
  /** Why you gave it back. */
  reason: "duplicate" | "fraudulent" | "requested_by_customer" | null;
  /** Always null; client libraries expect the field. */
  receipt_number: null;
  /** Always null; client libraries expect the field. */
  source_transfer_reversal: null;
  /**
   * `pending` until the processor has carried it out. A bank may send money back that it had taken:
   * `succeeded` can still become `failed`.
   */
  status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled";
  /** Always null; client libraries expect the field. */
  transfer_reversal: null;
}

/** The intention to keep a card for later payments, verified without an amount. */
export interface SetupIntent {
  /** `seti_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "setup_intent";
  /** Always null; client libraries expect the field. */
  application: null;
  /** Why it was canceled. */
  cancellation_reason: "abandoned" | "duplicate" | "requested_by_customer" | null;
  /** With it a browser may see and confirm this setup intent, and nothing else. */
  client_secret: string;
  /** When it was made, in Unix seconds. */
  created: number;
  /** Whose card it becomes when it is verified. */
  customer?: string | Record<string, unknown> | null;
  /** Your own description. */
  description: string | null;
  last_setup_error: PaymentError | null;
  /** Always null; client libraries expect the field. */
  latest_attempt: null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Always null; client libraries expect the field. */
  mandate: null;
  /** Your own name-value pairs. */
  metadata?: Record<string, string>;
  /** What the buyer has to do before it goes on. */
  next_action: NextAction | null;
  /** Always null; client libraries expect the field. */
  on_behalf_of: null;
  /** The card that is to be kept. */
  payment_method: string | Record<string, unknown> | null;
  /** What it may be set up with. */
  payment_method_types: Array<string>;
  /** Always null; client libraries expect the field. */
  single_use_mandate: null;
  /** After a decline it is `requires_payment_method` again, and may be confirmed again. */
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "succeeded" | "canceled" | "processing";
  /** Whether the buyer will be there when the card is charged. */
  usage: "on_session" | "off_session";
}

/** Where the goods go. */
export interface Shipping {
  address: BillingDetailsAddress;
  carrier: string | null;
  name: string | null;
  phone: string | null;
  tracking_number: string | null;
}

/** What may be shown of the bank account. Its number never leaves the vault. */
export interface UsBankAccount {
  /** Whose account it is. */
  account_holder_type: "individual" | "company";
  /** What kind of account it is. */
  account_type: "checking" | "savings";
  /** The bank's name; null where we do not know it. */
  bank_name: string | null;
  /** Always null: accounts are given by their numbers. */
  financial_connections_account: null;
  /** The same for the same account, so that you recognise it. */
  fingerprint?: string;
  /** The last four digits of the account number. */
  last4: string;
  /** How it can be debited. */
  networks: {
    /** The network of the debit. */
    preferred: string;
    supported: Array<string>;
  };
  /** The nine digits that name the bank. */
  routing_number: string;
  /** Always null. */
  status_details: null;
}

/** An address of yours that is told what happens. */
export interface WebhookEndpoint {
  /** `we_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "webhook_endpoint";
  /** Of the API in whose words it is told. */
  api_version: string;
  /** Always null; client libraries expect the field. */
  application: null;
  /** When it was made, in Unix seconds. */
  created: number;
  /** Your own note. */
  description: string | null;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "refund.created" | "refund.updated" | "refund.failed" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" | "radar.early_fraud_warning.created" | "setup_intent.created" | "setup_intent.requires_action" | "setup_intent.succeeded" | "setup_intent.setup_failed" | "setup_intent.canceled" | "customer.created" | "customer.updated" | "customer.deleted" | "payment_method.attached" | "payment_method.detached">;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** Whether events are sent to it. */
  status: "enabled" | "disabled";
  /** Where we POST the events. */
  url: string;
}
