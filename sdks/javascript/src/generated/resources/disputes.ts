// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedParam, Dispute } from "../objects.ts";

export interface DisputeListParams {
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
  /** Only the disputes of this charge, `ch_…`. */
  charge?: string;
  /** Only the disputes of this payment intent, `pi_…`. */
  payment_intent?: string;
}

export interface DisputeUpdateParams {
  /** What speaks for you. An empty value removes its name. */
  evidence?: {
    /** Your access activity log, as text. */
    access_activity_log?: string | null;
    /** Your billing address, as text. */
    billing_address?: string | null;
    /** Your cancellation policy disclosure, as text. */
    cancellation_policy_disclosure?: string | null;
    /** Your cancellation rebuttal, as text. */
    cancellation_rebuttal?: string | null;
    /** Your customer email address, as text. */
    customer_email_address?: string | null;
    /** Your customer name, as text. */
    customer_name?: string | null;
    /** Your customer purchase ip, as text. */
    customer_purchase_ip?: string | null;
    /** Your duplicate charge explanation, as text. */
    duplicate_charge_explanation?: string | null;
    /** Your duplicate charge id, as text. */
    duplicate_charge_id?: string | null;
    /** Your product description, as text. */
    product_description?: string | null;
    /** Your refund policy disclosure, as text. */
    refund_policy_disclosure?: string | null;
    /** Your refund refusal explanation, as text. */
    refund_refusal_explanation?: string | null;
    /** Your service date, as text. */
    service_date?: string | null;
    /** Your shipping address, as text. */
    shipping_address?: string | null;
    /** Your shipping carrier, as text. */
    shipping_carrier?: string | null;
    /** Your shipping date, as text. */
    shipping_date?: string | null;
    /** Your shipping tracking number, as text. */
    shipping_tracking_number?: string | null;
    /** Your uncategorized text, as text. */
    uncategorized_text?: string | null;
  };
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /**
   * Hand the evidence in. Without it, evidence that is given is handed in at once; with false, it is kept for
   * later.
   */
  submit?: boolean;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface DisputeRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface DisputeCloseParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * What buyers' banks take back, and your answers. The amount is gone while a dispute is open, and comes back
 * when it is won; an inquiry takes nothing. Hand evidence in before `evidence_details.due_by`: silence loses.
 */
export class Disputes extends Resource {
  /**
   * List disputes.
   *
   * Disputes, newest first: all of them, or those of one payment, of one charge, of a stretch of time.
   */
  list(params?: DisputeListParams, options?: RequestOptions): ListPromise<Dispute> {
    return this.requestList("/v1/disputes", params, options);
  }

  /**
   * Update a dispute.
   *
   * Gives evidence and hands it in, once; with `submit: false` it is kept, to be completed and handed in
   * later. In test mode, evidence that says `losing_evidence` loses, and any other wins, such as
   * `winning_evidence`.
   *
   * @param id The dispute, `dp_…`.
   */
  update(id: string, params?: DisputeUpdateParams, options?: RequestOptions): Promise<Answer<Dispute>> {
    return this.request("POST", `/v1/disputes/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a dispute.
   *
   * The dispute as it is now: why the buyer objects in `reason`, until when you can answer in
   * `evidence_details.due_by`, and what has come of it in `status`.
   *
   * @param id The dispute, `dp_…`.
   */
  retrieve(id: string, params?: DisputeRetrieveParams, options?: RequestOptions): Promise<Answer<Dispute>> {
    return this.request("GET", `/v1/disputes/${pathPart("id", id)}`, params, options);
  }

  /**
   * Close a dispute.
   *
   * Gives the money up, where there is nothing to say for it: the dispute is lost, for good. Evidence that
   * was only kept is not handed in.
   *
   * @param id The dispute, `dp_…`.
   */
  close(id: string, params?: DisputeCloseParams, options?: RequestOptions): Promise<Answer<Dispute>> {
    return this.request("POST", `/v1/disputes/${pathPart("id", id)}/close`, params, options);
  }
}
