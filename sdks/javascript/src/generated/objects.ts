// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

/** A webhook endpoint as its creation answers it. */
export interface CreatedWebhookEndpoint {
  /** `we_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "webhook_endpoint";
  /** When it was made, in Unix seconds. */
  created: number;
  /** Your own note. */
  description: string | null;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated">;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Whether events are sent to it. */
  status: "enabled" | "disabled";
  /** Where we POST the events. */
  url: string;
  /** `whsec_` and the key in base64. It is shown only here. */
  secret: string;
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
  charge: string;
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
  payment_intent: string;
  /** What the buyer says. */
  reason: "credit_not_processed" | "duplicate" | "fraudulent" | "general" | "product_not_received" | "product_unacceptable" | "subscription_canceled" | "unrecognized";
  /**
   * `needs_response` and `under_review` may still be `won` or `lost`. What begins with `warning_` is an
   * inquiry: no money has moved.
   */
  status: "warning_needs_response" | "warning_under_review" | "warning_closed" | "needs_response" | "under_review" | "won" | "lost";
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
    payment_intent?: PaymentIntent;
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
    /** What it happened to, as it was then: a payment intent without its `client_secret`, or a dispute. */
    object: Record<string, unknown>;
  };
  /** Whether it is about real money. */
  livemode: boolean;
  pending_webhooks: number;
  request: {
    id: string | null;
    idempotency_key: string | null;
  };
  /** Grows with every event of this object: order events by it. */
  sequence: number;
  type: "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated";
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
  "charge.dispute.created": Dispute;
  "charge.dispute.updated": Dispute;
  "charge.dispute.closed": Dispute;
  "charge.dispute.funds_withdrawn": Dispute;
  "charge.dispute.funds_reinstated": Dispute;
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
  /** The issuer's finer reason, where it gave one. */
  decline_code?: string;
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
  customer: string | null;
  /** Your own description. */
  description: string | null;
  last_payment_error: PaymentError | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** What the buyer has to do before it goes on. */
  next_action: {
    type: "redirect_to_url";
    redirect_to_url: {
      /** Send the buyer here to authenticate. */
      url: string;
      /** Where they come back to. */
      return_url: string | null;
    };
  } | null;
  /** What it is paid with. */
  payment_method: string | null;
  /** What it may be paid with. */
  payment_method_types: Array<string>;
  /** Where the receipt goes. */
  receipt_email: string | null;
  /**
   * After a decline it is `requires_payment_method` again, and may be confirmed again. `requires_capture`:
   * the money is kept for you until you capture it, cancel, or the authorisation ends.
   */
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "succeeded" | "canceled";
}

/** A card that can be charged, or a bank account that can be debited. */
export interface PaymentMethod {
  /** `pm_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "payment_method";
  /** Whose it is. */
  billing_details: {
    address: {
      city: string | null;
      country: string | null;
      line1: string | null;
      line2: string | null;
      postal_code: string | null;
      state: string | null;
    };
    email: string | null;
    name: string | null;
    phone: string | null;
  };
  /** What may be shown of the card. The number itself never leaves the vault. */
  card?: {
    /** The card's network. */
    brand: "visa" | "mastercard" | "amex" | "discover" | "diners" | "jcb" | "unionpay" | "unknown";
    /** 1 to 12. */
    exp_month: number;
    /** Four digits. */
    exp_year: number;
    /** The same for the same card number, so that you recognise a card. */
    fingerprint: string;
    /** The last four digits. */
    last4: string;
  };
  /** What may be shown of the bank account. Its number never leaves the vault. */
  us_bank_account?: {
    /** Whose account it is. */
    account_holder_type: "individual" | "company";
    /** What kind of account it is. */
    account_type: "checking" | "savings";
    /** The bank's name; null where we do not know it. */
    bank_name: string | null;
    /** Always null: accounts are given by their numbers. */
    financial_connections_account: null;
    /** The same for the same account, so that you recognise it. */
    fingerprint: string;
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
  };
  /** When it was made, in Unix seconds. */
  created: number;
  /** Whose it is. */
  customer: string | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** What kind of payment method it is. */
  type: "card" | "us_bank_account";
}

/** An address of yours that is told what happens. */
export interface WebhookEndpoint {
  /** `we_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "webhook_endpoint";
  /** When it was made, in Unix seconds. */
  created: number;
  /** Your own note. */
  description: string | null;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated">;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Whether events are sent to it. */
  status: "enabled" | "disabled";
  /** Where we POST the events. */
  url: string;
}
