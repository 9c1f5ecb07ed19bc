// Made by `npm run sdk` from the OpenAPI document of the API. Changes belong there.

import type { Answer } from "../../core/answer.ts";
import type { RequestOptions } from "../../core/options.ts";
import type { ListPromise } from "../../core/pages.ts";
import { pathPart } from "../../core/path-part.ts";
import { Resource } from "../../core/resource.ts";
import type { CreatedParam, CreatedWebhookEndpoint, DeletedWebhookEndpoint, WebhookEndpoint } from "../objects.ts";

export interface WebhookEndpointCreateParams {
  /** Where we POST the events. */
  url: string;
  /** What it is told; `*` means everything. */
  enabled_events: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "refund.created" | "refund.updated" | "refund.failed" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" | "radar.early_fraud_warning.created" | "setup_intent.created" | "setup_intent.requires_action" | "setup_intent.succeeded" | "setup_intent.setup_failed" | "setup_intent.canceled" | "customer.created" | "customer.updated" | "customer.deleted" | "payment_method.attached" | "payment_method.detached">;
  /** Accepted from client libraries: events are told in one version, the answered one. */
  api_version?: string;
  /** Up to 350 characters. */
  description?: string | null;
  /** Up to 50 of your own name-value pairs: names up to 40 characters, values up to 500. */
  metadata?: Record<string, string> | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface WebhookEndpointListParams {
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
}

export interface WebhookEndpointUpdateParams {
  /** Where we POST the events. */
  url?: string;
  /** What it is told; `*` means everything. */
  enabled_events?: Array<"*" | "payment_intent.created" | "payment_intent.requires_action" | "payment_intent.amount_capturable_updated" | "payment_intent.processing" | "payment_intent.succeeded" | "payment_intent.payment_failed" | "payment_intent.canceled" | "refund.created" | "refund.updated" | "refund.failed" | "charge.dispute.created" | "charge.dispute.updated" | "charge.dispute.closed" | "charge.dispute.funds_withdrawn" | "charge.dispute.funds_reinstated" | "radar.early_fraud_warning.created" | "setup_intent.created" | "setup_intent.requires_action" | "setup_intent.succeeded" | "setup_intent.setup_failed" | "setup_intent.canceled" | "customer.created" | "customer.updated" | "customer.deleted" | "payment_method.attached" | "payment_method.detached">;
  /** Whether nothing more is sent to it, until you say otherwise. */
  disabled?: boolean;
  /** Up to 350 characters. */
  description?: string | null;
  /**
   * Pairs to set. The other pairs stay; an empty value removes its pair, and an empty text in place of the
   * pairs removes all.
   */
  metadata?: Record<string, string | null> | string | null;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface WebhookEndpointRetrieveParams {
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

export interface WebhookEndpointRotateSecretParams {
  /**
   * For how many seconds the old secret goes on signing beside the new one: 86400, a day, when left out; 0
   * ends it at once.
   */
  expires_in?: number;
  /** Ids to be answered as the objects that they stand for, such as `customer`; in lists `data.customer`. */
  expand?: Array<string>;
}

/**
 * How your server learns what has happened. Up to 16 addresses, each with a secret of its own that signs what
 * it is sent.
 */
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
   * Update a webhook endpoint.
   *
   * Changes what is given and leaves the rest. One that is disabled is told nothing more, also not what is
   * waiting to be sent again.
   *
   * @param id The webhook endpoint, `we_…`.
   */
  update(id: string, params?: WebhookEndpointUpdateParams, options?: RequestOptions): Promise<Answer<WebhookEndpoint>> {
    return this.request("POST", `/v1/webhook_endpoints/${pathPart("id", id)}`, params, options);
  }

  /**
   * Retrieve a webhook endpoint.
   *
   * The endpoint as it is now. Its secret was shown when it was made, and is not shown again.
   *
   * @param id The webhook endpoint, `we_…`.
   */
  retrieve(id: string, params?: WebhookEndpointRetrieveParams, options?: RequestOptions): Promise<Answer<WebhookEndpoint>> {
    return this.request("GET", `/v1/webhook_endpoints/${pathPart("id", id)}`, params, options);
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

  /**
   * Rotate the signing secret.
   *
   * Makes a new secret, which is shown only here. For a day, or for as long as `expires_in` says, everything
   * is signed with both: `Onerway-Signature` has two `v1`, and `webhook-signature` of the Standard Webhooks
   * two signatures, the new one first. Put the new secret into your server within that time, and nothing is
   * lost. Rotating again before it is over drops the oldest secret at once.
   *
   * @param id The webhook endpoint, `we_…`.
   */
  rotateSecret(id: string, params?: WebhookEndpointRotateSecretParams, options?: RequestOptions): Promise<Answer<CreatedWebhookEndpoint>> {
    return this.request("POST", `/v1/webhook_endpoints/${pathPart("id", id)}/rotate_secret`, params, options);
  }
}
