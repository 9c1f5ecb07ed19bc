import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findEndpoint } from "./store.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

/** The endpoint, or undefined when this merchant has none of that id in this mode and API. */
export function getWebhookEndpoint(
  core: Core,
  scope: Scope,
  api: string,
  endpoint_id: string,
): Promise<WebhookEndpoint | undefined> {
  return findEndpoint(core.db, scope, api, endpoint_id);
}
