// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { AutomaticPaymentMethodsParam, CreatedParam, PaymentIntent, PaymentIntentShippingParam, PaymentMethodDataParam } from "../objects.ts";

export interface PaymentIntentCreateParams {
  /**
   * In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.
   */
  amount: number;
  /** ISO 4217, such as usd. */
  currency: string;
  /** What it may be paid with. */
  payment_method_types?: Array<"card" | "us_bank_account">;
  /** In place of `payment_method_types`. */
  automatic_payment_methods?: AutomaticPaymentMethodsParam;
  /** Who pays, `cus_…`. Their own cards can be charged then. */
  customer?: string;
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /** Pay at once, with the payment method. */
  confirm?: boolean;
  /** The buyer is not there. When authentication is needed, the payment is declined. */
  off_session?: boolean;
  /** Decline a payment that needs authentication, instead of waiting for the buyer. */
  error_on_requires_action?: boolean;
  /**
   * When the money is taken: at once, or with `manual` when you capture it. `automatic` when left out;
   * `automatic_async` does the same.
   */
  capture_method?: "automatic" | "automatic_async" | "manual";
  /** Accepted from client libraries; payments go on by themselves after authentication. */
  confirmation_method?: "automatic" | "manual";
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** Up to 350 characters. */
  description?: string | null;
  /** Where the receipt goes. */
  receipt_email?: string | null;
  /**
   * Keeps the card for the customer once it has paid, for charges with the buyer there (`on_session`) or
   * without (`off_session`).
   */
  setup_future_usage?: "on_session" | "off_session" | null;
  /** Where the goods go; an empty value takes it away. */
  shipping?: PaymentIntentShippingParam | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /**
       * Whether the buyer is to authenticate (3-D Secure). `automatic` leaves it to the card's bank; with
       * `any` and `challenge` they do wherever the card allows it, unless they are not there.
       */
      request_three_d_secure?: "automatic" | "any" | "challenge";
    };
  };
  /** What the buyer's statement says. Up to 22 characters, without <>\'"*. */
  statement_descriptor?: string | null;
  /** Ends what the buyer's statement says. Up to 22 characters. */
  statement_descriptor_suffix?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentIntentListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only what was made in this second, or within these bounds, in Unix seconds. */
  created?: number | CreatedParam;
  /** Only this customer's, `cus_…`. */
  customer?: string;
}

export interface PaymentIntentUpdateParams {
  /**
   * In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.
   */
  amount?: number;
  /** ISO 4217, such as usd. */
  currency?: string;
  /** Who pays, `cus_…`. Their own cards can be charged then. */
  customer?: string;
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /**
   * When the money is taken: at once, or with `manual` when you capture it. `automatic` when left out;
   * `automatic_async` does the same.
   */
  capture_method?: "automatic" | "automatic_async" | "manual";
  /** Up to 350 characters. */
  description?: string | null;
  /** Where the receipt goes. */
  receipt_email?: string | null;
  /**
   * Keeps the card for the customer once it has paid, for charges with the buyer there (`on_session`) or
   * without (`off_session`).
   */
  setup_future_usage?: "on_session" | "off_session" | null;
  /** Where the goods go; an empty value takes it away. */
  shipping?: PaymentIntentShippingParam | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /**
       * Whether the buyer is to authenticate (3-D Secure). `automatic` leaves it to the card's bank; with
       * `any` and `challenge` they do wherever the card allows it, unless they are not there.
       */
      request_three_d_secure?: "automatic" | "any" | "challenge";
    };
  };
  /** What the buyer's statement says. Up to 22 characters, without <>\'"*. */
  statement_descriptor?: string | null;
  /** Ends what the buyer's statement says. Up to 22 characters. */
  statement_descriptor_suffix?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentIntentRetrieveParams {
  /** The intent's own. Required with a publishable key. */
  client_secret?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentIntentConfirmParams {
  /** The intent's own. Required with a publishable key. */
  client_secret?: string;
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** Where the receipt goes. */
  receipt_email?: string;
  /**
   * Keeps the card for the customer once it has paid, for charges with the buyer there (`on_session`) or
   * without (`off_session`).
   */
  setup_future_usage?: "on_session" | "off_session" | null;
  /** Where the goods go; an empty value takes it away. */
  shipping?: PaymentIntentShippingParam | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /**
       * Whether the buyer is to authenticate (3-D Secure). `automatic` leaves it to the card's bank; with
       * `any` and `challenge` they do wherever the card allows it, unless they are not there.
       */
      request_three_d_secure?: "automatic" | "any" | "challenge";
    };
  };
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** The buyer is not there. When authentication is needed, the payment is declined. */
  off_session?: boolean;
  /** Decline a payment that needs authentication, instead of waiting for the buyer. */
  error_on_requires_action?: boolean;
}

export interface PaymentIntentCaptureParams {
  /** All that was authorised, when left out. What is not captured is released. */
  amount_to_capture?: number;
  /** Every capture is final: there is one of each payment. */
  final_capture?: true;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface PaymentIntentCancelParams {
  /** Why it is canceled. */
  cancellation_reason?: "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned";
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * Amounts to be paid, one for each order: an intent outlives declined cards, waits while the buyer
 * authenticates, and knows how much has come in. `status` says what it waits for.
 */
export class PaymentIntents extends Resource {
  /**
   * Create a payment intent.
   *
   * Says that an amount is to be paid. Confirm it later with a payment method, or here and now with
   * `confirm`. A card may come along in `payment_method_data`.
   */
  create(params: PaymentIntentCreateParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", "/v1/payment_intents", params, options);
  }

  /**
   * List payment intents.
   *
   * Your payment intents, newest first; those of one customer, or of a stretch of time.
   */
  list(params?: PaymentIntentListParams, options?: RequestOptions): ListPromise<PaymentIntent> {
    return this.requestList("/v1/payment_intents", params, options);
  }

  /**
   * Update a payment intent.
   *
   * Changes what is given and leaves the rest. Amount, currency, payment method and capture method can change
   * until the payment is under way. Metadata is merged; an empty value removes its name.
   *
   * @param id The payment intent, `pi_…`.
   */
  update(id: string, params?: PaymentIntentUpdateParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", `/v1/payment_intents/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a payment intent.
   *
   * The payment intent as it is now. A browser asks with a publishable key and the `client_secret`, and is
   * answered without what is only yours: metadata, customer, addresses, the charge.
   *
   * @param id The payment intent, `pi_…`.
   */
  retrieve(id: string, params?: PaymentIntentRetrieveParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("GET", `/v1/payment_intents/${pathPart("id", id)}`, params, options);
  }

  /**
   * Confirm a payment intent.
   *
   * Charges the payment method. The answer is `succeeded`, or `requires_capture` when the `capture_method` is
   * `manual`, or `requires_action` with a `next_action` when the buyer has to authenticate first, or
   * `processing` for a bank account: whether the bank pays is told later, by `payment_intent.succeeded` or
   * `payment_intent.payment_failed`. A decline is a 402 with the intent in it, which may be confirmed again.
   * A browser confirms with a publishable key and the `client_secret`.
   *
   * @param id The payment intent, `pi_…`.
   */
  confirm(id: string, params?: PaymentIntentConfirmParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", `/v1/payment_intents/${pathPart("id", id)}/confirm`, params, options);
  }

  /**
   * Capture a payment intent.
   *
   * Takes the money of an intent that was confirmed with the `capture_method` `manual`, all of it or a part.
   * It can be done once: what is not captured is released. Capture within 7 days, and within 4 days and 18
   * hours where a Visa card was charged without the buyer; after that the intent is canceled by itself. While
   * the bank's answer is not known the intent stays `requires_capture`, and `payment_intent.succeeded` tells
   * when the money has come in.
   *
   * @param id The payment intent, `pi_…`.
   */
  capture(id: string, params?: PaymentIntentCaptureParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", `/v1/payment_intents/${pathPart("id", id)}/capture`, params, options);
  }

  /**
   * Cancel a payment intent.
   *
   * Ends an intent that has not been paid, for good. What waits for the buyer to authenticate is given up,
   * and what was authorised is released.
   *
   * @param id The payment intent, `pi_…`.
   */
  cancel(id: string, params?: PaymentIntentCancelParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", `/v1/payment_intents/${pathPart("id", id)}/cancel`, params, options);
  }
}
