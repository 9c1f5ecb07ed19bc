// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { AutomaticPaymentMethodsParam, CreatedParam, PaymentMethodDataParam, SetupIntent } from "../objects.ts";

export interface SetupIntentCreateParams {
  /** The payment method to set up, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /** Whose card it becomes when it is verified, `cus_…`. Without one it is verified and belongs to nobody. */
  customer?: string | null;
  /** Verify the card at once. */
  confirm?: boolean;
  /** Whether the buyer will be there when the card is charged. `off_session` when left out. */
  usage?: "on_session" | "off_session";
  /** What it may be set up with. */
  payment_method_types?: Array<"card">;
  /** In place of `payment_method_types`. */
  automatic_payment_methods?: AutomaticPaymentMethodsParam;
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** Up to 350 characters. */
  description?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /** Whether to authenticate is the issuer's to say. */
      request_three_d_secure?: "automatic";
    };
  };
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface SetupIntentListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only setup intents of this customer. */
  customer?: string;
  /** Only setup intents of this payment method. */
  payment_method?: string;
  /** Only what was made in this second, or within these bounds, in Unix seconds. */
  created?: number | CreatedParam;
}

export interface SetupIntentUpdateParams {
  /** The payment method to set up, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /** Whose card it becomes when it is verified, `cus_…`. Without one it is verified and belongs to nobody. */
  customer?: string | null;
  /** What it may be set up with. */
  payment_method_types?: Array<"card">;
  /** Up to 350 characters. */
  description?: string | null;
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /** Whether to authenticate is the issuer's to say. */
      request_three_d_secure?: "automatic";
    };
  };
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface SetupIntentRetrieveParams {
  /** The setup intent's own. Required with a publishable key; when it is given it has to be right. */
  client_secret?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface SetupIntentConfirmParams {
  /** The payment method to set up, `pm_…`. */
  payment_method?: string;
  /** A card, in place of `payment_method`: kept in the same request. */
  payment_method_data?: PaymentMethodDataParam;
  /** Where the buyer comes back to after authenticating. */
  return_url?: string;
  /** The setup intent's own. Required with a publishable key; when it is given it has to be right. */
  client_secret?: string;
  /** Accepted from client libraries; authentication is always a redirect. */
  use_stripe_sdk?: boolean;
  /** Accepted from client libraries; cards need no mandate. */
  mandate_data?: Record<string, unknown> | null;
  /** How each kind of payment method is to be used. */
  payment_method_options?: {
    /** For cards. */
    card?: {
      /** Whether to authenticate is the issuer's to say. */
      request_three_d_secure?: "automatic";
    };
  };
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface SetupIntentCancelParams {
  /** Why it is canceled. */
  cancellation_reason?: "abandoned" | "duplicate" | "requested_by_customer";
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * Cards to be kept for later payments: the card is verified without an amount, and the buyer authenticates
 * now, so that later charges need not ask.
 */
export class SetupIntents extends Resource {
  /**
   * Create a setup intent.
   *
   * Says that a card is to be kept for later payments. Confirm it later, or here and now with `confirm`. When
   * the card is verified it becomes the customer's.
   */
  create(params?: SetupIntentCreateParams, options?: RequestOptions): Promise<Answer<SetupIntent>> {
    return this.request("POST", "/v1/setup_intents", params, options);
  }

  /**
   * List setup intents.
   *
   * Your setup intents, newest first: all of them, a customer's, or a payment method's.
   */
  list(params?: SetupIntentListParams, options?: RequestOptions): ListPromise<SetupIntent> {
    return this.requestList("/v1/setup_intents", params, options);
  }

  /**
   * Update a setup intent.
   *
   * Changes what is given and leaves the rest. Customer and payment method can change until a card is being
   * verified. Metadata is merged; an empty value removes its name.
   *
   * @param id The setup intent, `seti_…`.
   */
  update(id: string, params?: SetupIntentUpdateParams, options?: RequestOptions): Promise<Answer<SetupIntent>> {
    return this.request("POST", `/v1/setup_intents/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a setup intent.
   *
   * The setup intent as it is now; when the last card failed, `last_setup_error` says why. A browser asks
   * with a publishable key and the `client_secret`, and is answered without the customer and the metadata.
   *
   * @param id The setup intent, `seti_…`.
   */
  retrieve(id: string, params?: SetupIntentRetrieveParams, options?: RequestOptions): Promise<Answer<SetupIntent>> {
    return this.request("GET", `/v1/setup_intents/${pathPart("id", id)}`, params, options);
  }

  /**
   * Confirm a setup intent.
   *
   * Verifies the card without an amount. The answer is `succeeded`, or `requires_action` with a `next_action`
   * when the buyer has to authenticate first. A decline is a 402 with the setup intent in it, which may be
   * confirmed again. A browser confirms with a publishable key and the `client_secret`.
   *
   * @param id The setup intent, `seti_…`.
   */
  confirm(id: string, params?: SetupIntentConfirmParams, options?: RequestOptions): Promise<Answer<SetupIntent>> {
    return this.request("POST", `/v1/setup_intents/${pathPart("id", id)}/confirm`, params, options);
  }

  /**
   * Cancel a setup intent.
   *
   * Ends a setup intent that has not succeeded, for good.
   *
   * @param id The setup intent, `seti_…`.
   */
  cancel(id: string, params?: SetupIntentCancelParams, options?: RequestOptions): Promise<Answer<SetupIntent>> {
    return this.request("POST", `/v1/setup_intents/${pathPart("id", id)}/cancel`, params, options);
  }
}
