// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedParam, Refund } from "../objects.ts";

export interface RefundCreateParams {
  /** The payment intent, `pi_…`. Required, unless `charge` is given. */
  payment_intent?: string;
  /** The charge, `ch_…`, whose money goes back. */
  charge?: string;
  /** In the currency's smallest unit. Leave it out to give back all that is left. */
  amount?: number;
  /** Why the money goes back. */
  reason?: "duplicate" | "fraudulent" | "requested_by_customer";
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface RefundListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only the refunds of this payment intent. */
  payment_intent?: string;
  /** Only the refunds of this charge. */
  charge?: string;
  /** Only what was made in this second, or within these bounds, in Unix seconds. */
  created?: number | CreatedParam;
}

export interface RefundUpdateParams {
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface RefundRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface RefundCancelParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * Money that goes back to the buyer, all of a payment or a part of it. Most refunds succeed at once; one that
 * is `pending` tells by `refund.updated` or `refund.failed` how it ended.
 */
export class Refunds extends Resource {
  /**
   * Create a refund.
   *
   * Gives a payment's money back, or a part of it. However many are made at once, no more goes back than has
   * come in.
   */
  create(params?: RefundCreateParams, options?: RequestOptions): Promise<Answer<Refund>> {
    return this.request("POST", "/v1/refunds", params, options);
  }

  /**
   * List refunds.
   *
   * Your refunds, newest first: all of them, or those of one payment, of one charge, of a stretch of time.
   */
  list(params?: RefundListParams, options?: RequestOptions): ListPromise<Refund> {
    return this.requestList("/v1/refunds", params, options);
  }

  /**
   * Update a refund.
   *
   * Changes what you have noted on it; where the money goes cannot be changed. Metadata is merged; an empty
   * value removes its name.
   *
   * @param id The refund, `re_…`.
   */
  update(id: string, params?: RefundUpdateParams, options?: RequestOptions): Promise<Answer<Refund>> {
    return this.request("POST", `/v1/refunds/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a refund.
   *
   * The refund as it is now; of one that failed, `failure_reason` says why.
   *
   * @param id The refund, `re_…`.
   */
  retrieve(id: string, params?: RefundRetrieveParams, options?: RequestOptions): Promise<Answer<Refund>> {
    return this.request("GET", `/v1/refunds/${pathPart("id", id)}`, params, options);
  }

  /**
   * Cancel a refund.
   *
   * Calls a refund off that the processor has not carried out yet.
   *
   * @param id The refund, `re_…`.
   */
  cancel(id: string, params?: RefundCancelParams, options?: RequestOptions): Promise<Answer<Refund>> {
    return this.request("POST", `/v1/refunds/${pathPart("id", id)}/cancel`, params, options);
  }
}
