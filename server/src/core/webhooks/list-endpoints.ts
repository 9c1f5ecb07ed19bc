import { type Listed, listed } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findEndpoints } from "./store.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

export interface WebhookEndpointQuery {
  readonly api: string;
  readonly limit: number;
  /** The id of the last endpoint of the page before. */
  readonly starting_after: string | null;
}

/** The endpoints of one API, newest first. */
export async function listWebhookEndpoints(
  core: Core,
  scope: Scope,
  { api, limit, starting_after }: WebhookEndpointQuery,
): Promise<Listed<WebhookEndpoint>> {
  const found = await findEndpoints(core.db, scope, api, starting_after, limit + 1);
  return listed(found, { limit });
}
