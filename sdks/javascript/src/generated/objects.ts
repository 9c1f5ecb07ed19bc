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
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled">;
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
    /** The payment intent as it was then, without its `client_secret`. */
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
  type: "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled";
}

/** What an event of each type is about. */
export interface EventObjects {
  "payment_intent.created": Omit<PaymentIntent, "client_secret">;
  "payment_intent.requires_action": Omit<PaymentIntent, "client_secret">;
  "payment_intent.succeeded": Omit<PaymentIntent, "client_secret">;
  "payment_intent.payment_failed": Omit<PaymentIntent, "client_secret">;
  "payment_intent.canceled": Omit<PaymentIntent, "client_secret">;
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

/** Why a card was not charged. */
export interface PaymentError {
  type: "card_error";
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
  /** What is authorised and may be captured. */
  amount_capturable: number;
  /** What has been paid. */
  amount_received: number;
  /** When it was canceled. */
  canceled_at: number | null;
  /** Why it was canceled. */
  cancellation_reason: "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned" | "expired" | null;
  /** When authorised money is collected. */
  capture_method: "automatic";
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
  /** After a decline it is `requires_payment_method` again, and may be confirmed again. */
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "succeeded" | "canceled";
}

/** A card that can be charged. */
export interface PaymentMethod {
  /** `pm_` and 22 letters and digits. */
  id: string;
  /** What kind of object this is. */
  object: "payment_method";
  /** Whose card it is. */
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
  card: {
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
  /** When it was made, in Unix seconds. */
  created: number;
  /** Whose it is. */
  customer: string | null;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Your own name-value pairs. */
  metadata: Record<string, string>;
  /** What kind of payment method it is. */
  type: "card";
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
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled">;
  /** Whether it is about real money. */
  livemode: boolean;
  /** Whether events are sent to it. */
  status: "enabled" | "disabled";
  /** Where we POST the events. */
  url: string;
}
