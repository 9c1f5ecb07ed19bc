// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedParam, EarlyFraudWarning } from "../objects.ts";

export interface EarlyFraudWarningListParams {
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
  /** Only the warnings of this charge, `ch_…`. */
  charge?: string;
  /** Only the warnings of this payment intent, `pi_…`. */
  payment_intent?: string;
}

export interface EarlyFraudWarningRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * Payments that cards' banks take for fraud, told before anybody disputes them. No money moves; refund what
 * you take for fraud too, while a warning is `actionable`.
 */
export class EarlyFraudWarnings extends Resource {
  /**
   * List early fraud warnings.
   *
   * Warnings, newest first: all of them, or those of one payment, of one charge, of a stretch of time.
   */
  list(params?: EarlyFraudWarningListParams, options?: RequestOptions): ListPromise<EarlyFraudWarning> {
    return this.requestList("/v1/radar/early_fraud_warnings", params, options);
  }

  /**
   * Retrieve an early fraud warning.
   *
   * The warning, with what may have happened since: while `actionable` is true, a refund of the whole payment
   * can still spare you a dispute.
   *
   * @param id The warning, `issfr_…`.
   */
  retrieve(id: string, params?: EarlyFraudWarningRetrieveParams, options?: RequestOptions): Promise<Answer<EarlyFraudWarning>> {
    return this.request("GET", `/v1/radar/early_fraud_warnings/${pathPart("id", id)}`, params, options);
  }
}
