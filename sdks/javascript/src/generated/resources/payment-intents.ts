// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { PaymentIntent } from "../objects.ts";

export interface PaymentIntentCreateParams {
  /**
   * In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.
   */
  amount: number;
  /** ISO 4217, such as usd. */
  currency: string;
  /** What it may be paid with. */
  payment_method_types?: Array<"card" | "us_bank_account">;
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /** Pay at once, with `payment_method`. */
  confirm?: boolean;
  /**
   * When the money is taken: at once, or with `manual` when you capture it. `automatic` when left out;
   * `automatic_async` does the same.
   */
  capture_method?: "automatic" | "automatic_async" | "manual";
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** Up to 350 characters. */
  description?: string | null;
  /** Where the receipt goes. */
  receipt_email?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string>;
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

export interface PaymentIntentUpdateParams {
  /**
   * In the currency's smallest unit: 2000 is 20.00 USD. At least 0.50 USD or its like, at most 99,999,999.
   */
  amount?: number;
  /** ISO 4217, such as usd. */
  currency?: string;
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /**
   * When the money is taken: at once, or with `manual` when you capture it. `automatic` when left out;
   * `automatic_async` does the same.
   */
  capture_method?: "automatic" | "automatic_async" | "manual";
  /** Up to 350 characters. */
  description?: string | null;
  /** Where the receipt goes. */
  receipt_email?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string>;
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

export interface PaymentIntentConfirmParams {
  /** The payment method to pay with, `pm_…`. */
  payment_method?: string;
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

export interface PaymentIntentCancelParams {
  /** Why it is canceled. */
  cancellation_reason?: "duplicate" | "fraudulent" | "requested_by_customer" | "abandoned";
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

export interface PaymentIntentCaptureParams {
  /** All that was authorised, when left out. What is not captured is released. */
  amount_to_capture?: number;
  /** Every capture is final: there is one of each payment. */
  final_capture?: true;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string>;
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

/** Amounts to be paid. */
export class PaymentIntents extends Resource {
  /**
   * Create a payment intent.
   *
   * Says that an amount is to be paid. Confirm it later with a payment method, or here and now with
   * `confirm`.
   */
  create(params: PaymentIntentCreateParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", "/v1/payment_intents", params, options);
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
   * The payment intent as it is now.
   *
   * @param id The payment intent, `pi_…`.
   */
  retrieve(id: string, params?: Record<string, never>, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("GET", `/v1/payment_intents/${pathPart("id", id)}`, params, options);
  }

  /**
   * Confirm a payment intent.
   *
   * Charges the payment method. The answer is `succeeded`, or `requires_capture` when the `capture_method` is
   * `manual`, or `requires_action` with a `next_action` when the buyer has to authenticate first, or
   * `processing` for a bank account: whether the bank pays is told later, by `payment_intent.succeeded` or
   * `payment_intent.payment_failed`. A decline is a 402 with the intent in it, which may be confirmed again.
   *
   * @param id The payment intent, `pi_…`.
   */
  confirm(id: string, params?: PaymentIntentConfirmParams, options?: RequestOptions): Promise<Answer<PaymentIntent>> {
    return this.request("POST", `/v1/payment_intents/${pathPart("id", id)}/confirm`, params, options);
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
}
