import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findEndpoints } from "./store.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

export interface WebhookEndpointQuery extends Page {
  readonly api: string;
}

/** The endpoints of one API, newest first. */
export async function listWebhookEndpoints(
  core: Core,
  scope: Scope,
  { api, ...page }: WebhookEndpointQuery,
): Promise<Listed<WebhookEndpoint>> {
  return listed(await findEndpoints(core.db, scope, api, page), page);
}
