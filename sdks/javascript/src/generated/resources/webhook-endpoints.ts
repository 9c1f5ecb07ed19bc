// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedWebhookEndpoint, DeletedWebhookEndpoint, WebhookEndpoint } from "../objects.ts";

export interface WebhookEndpointCreateParams {
  /** Where we POST the events. */
  url: string;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated">;
  /** Up to 350 characters. */
  description?: string | null;
  /** Accepted from client libraries; objects are always answered by their ids. */
  expand?: Array<string>;
}

export interface WebhookEndpointListParams {
  /** How many to answer. */
  limit?: number;
  /** The last id that you have: what follows it is answered. */
  starting_after?: string;
}

/** How your server learns what has happened. */
export class WebhookEndpoints extends Resource {
  /**
   * Create a webhook endpoint.
   *
   * Tells an address of yours what happens. The answer holds the signing `secret`, which is shown only here:
   * check with it that `Onerway-Signature` (or `webhook-signature` of the Standard Webhooks) is ours.
   */
  create(params: WebhookEndpointCreateParams, options?: RequestOptions): Promise<Answer<CreatedWebhookEndpoint>> {
    return this.request("POST", "/v1/webhook_endpoints", params, options);
  }

  /**
   * List webhook endpoints.
   *
   * Your endpoints of this API, newest first.
   */
  list(params?: WebhookEndpointListParams, options?: RequestOptions): ListPromise<WebhookEndpoint> {
    return this.requestList("/v1/webhook_endpoints", params, options);
  }

  /**
   * Delete a webhook endpoint.
   *
   * Nothing more is sent to it, also not what is waiting to be sent again.
   *
   * @param id The webhook endpoint, `we_…`.
   */
  del(id: string, params?: Record<string, never>, options?: RequestOptions): Promise<Answer<DeletedWebhookEndpoint>> {
    return this.request("DELETE", `/v1/webhook_endpoints/${pathPart("id", id)}`, params, options);
  }
}
