import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { silenceEndpoint } from "./silence-endpoint.ts";
import { lockEndpoint, updateEndpoint } from "./store.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";
import { refuseWebhookUrl } from "./webhook-url.ts";

export interface WebhookEndpointChange {
  readonly api: string;
  readonly endpoint_id: string;
  /** What is not named stays as it is. */
  readonly fields: Partial<Pick<WebhookEndpoint, "url" | "event_types" | "description" | "status">>;
  /** Pairs to set or to remove. */
  readonly metadata?: MetadataChanges;
  /** Whether the operator lets webhooks go to private addresses. */
  readonly allow_private: boolean;
}

/**
 * Changes an endpoint. One that is disabled is told nothing more, also not what it was waiting for; what happens until
 * it is enabled again can be replayed to it.
 */
export async function updateWebhookEndpoint(
  core: Core,
  scope: Scope,
  { api, endpoint_id, fields, metadata, allow_private }: WebhookEndpointChange,
  exchange: Exchange<WebhookEndpoint>,
): Promise<Answer | Refusal> {
  const refusal = fields.url === undefined ? undefined : refuseWebhookUrl(fields.url, allow_private);
  return answerOnce(core, scope, exchange, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, scope, api, endpoint_id);
    if (endpoint === undefined) return refuse("resource_missing", "No such webhook endpoint.", "id");
    if (refusal !== undefined) return refusal;
    const event_types = [...new Set(fields.event_types ?? endpoint.event_types)];
    const changed = {
      ...endpoint,
      ...fields,
      event_types,
      metadata: mergeMetadata(endpoint.metadata, metadata),
    };
    const too_many = refuseMetadata(changed.metadata);
    if (too_many !== undefined) return too_many;
    await updateEndpoint(transaction, scope, changed);
    if (changed.status === "disabled") {
      const reason = "The endpoint was disabled.";
      await silenceEndpoint(transaction, scope, endpoint_id, reason, core.clock.now());
    }
    return changed;
  });
}
