// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { Charge, CreatedParam } from "../objects.ts";

export interface ChargeListParams {
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
  /** Only those of this payment intent, `pi_…`. */
  payment_intent?: string;
}

export interface ChargeRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * The attempts to pay, one by one, to be read: an intent has one for each time that it was confirmed.
 * `outcome` says what the card's network answered.
 */
export class Charges extends Resource {
  /**
   * List charges.
   *
   * Attempts to pay, newest first: all of them, or those of one payment intent, of one customer, of a stretch
   * of time. Declined ones are among them, with `failure_code`.
   */
  list(params?: ChargeListParams, options?: RequestOptions): ListPromise<Charge> {
    return this.requestList("/v1/charges", params, options);
  }

  /**
   * Retrieve a charge.
   *
   * The charge as it is now, with what was captured and refunded of it. An intent names its last one in
   * `latest_charge`.
   *
   * @param id The charge, `ch_…`.
   */
  retrieve(id: string, params?: ChargeRetrieveParams, options?: RequestOptions): Promise<Answer<Charge>> {
    return this.request("GET", `/v1/charges/${pathPart("id", id)}`, params, options);
  }
}
