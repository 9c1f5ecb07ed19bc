import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { silenceEndpoint } from "./silence-endpoint.ts";
import { removeEndpoint } from "./store.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

/** Removes an endpoint, and with it everything that it was still to be told. */
export async function deleteWebhookEndpoint(
  core: Core,
  scope: Scope,
  api: string,
  endpoint_id: string,
  exchange: Exchange<WebhookEndpoint>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    // The endpoint first: the dispatcher holds it while it adds deliveries, so after this none can follow.
    const removed = await removeEndpoint(transaction, scope, api, endpoint_id);
    if (removed === undefined) return refuse("resource_missing", "No such webhook endpoint.", "id");
    await silenceEndpoint(transaction, scope, endpoint_id, "The endpoint was deleted.", core.clock.now());
    return removed;
  });
}
