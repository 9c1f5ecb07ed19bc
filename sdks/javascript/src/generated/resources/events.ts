// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedParam, Event } from "../objects.ts";

export interface EventListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: the page after it is answered. */
  starting_after?: string;
  /** The first id that you have: the page before it is answered. */
  ending_before?: string;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
  /** Only events of this name, or of all names that begin like it when it ends in `.*`. */
  type?: string;
  /** Only events of these names. */
  types?: Array<string>;
  /** Only what was made in this second, or within these bounds, in Unix seconds. */
  created?: number | CreatedParam;
}

export interface EventRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * What has happened, to be read again: the same objects that webhook endpoints are sent. `sequence` grows
 * with every event of one object, whichever order they arrive in.
 */
export class Events extends Resource {
  /**
   * List events.
   *
   * What has happened, newest first, each with its object as it was then. A name that nothing is called by
   * has no events.
   */
  list(params?: EventListParams, options?: RequestOptions): ListPromise<Event> {
    return this.requestList("/v1/events", params, options);
  }

  /**
   * Retrieve an event.
   *
   * The same object that your webhook endpoints are sent, with `data.object` as it was when it happened; read
   * the object itself for how it is now.
   *
   * @param id The event, `evt_…`.
   */
  retrieve(id: string, params?: EventRetrieveParams, options?: RequestOptions): Promise<Answer<Event>> {
    return this.request("GET", `/v1/events/${pathPart("id", id)}`, params, options);
  }
}
