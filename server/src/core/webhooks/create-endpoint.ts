import type { Metadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { countEndpoints, insertEndpoint, lockEndpointsOf } from "./store.ts";
import { newWebhookSecret, SECRET_PURPOSE, type WebhookEndpoint } from "./webhook-endpoint.ts";
import { refuseWebhookUrl } from "./webhook-url.ts";

export interface NewWebhookEndpoint {
  readonly api: string;
  readonly url: string;
  readonly event_types: readonly string[];
  readonly description: string | null;
  readonly metadata?: Metadata;
  /** Whether the operator lets webhooks go to private addresses. */
  readonly allow_private: boolean;
}

// Disabled ones count as well: they can be enabled again.
const MAX_ENDPOINTS = 16;
const MAX_DESCRIPTION_LENGTH = 350;

/** Registers an endpoint. The secret that signs its webhooks is answered here and never again. */
export async function createWebhookEndpoint(
  core: Core,
  scope: Scope,
  command: NewWebhookEndpoint,
  exchange: Exchange<WebhookEndpoint & { secret: string }>,
): Promise<Answer | Refusal> {
  const refusal = refuseWebhookUrl(command.url, command.allow_private);
  if (refusal !== undefined) return refusal;
  if (command.description !== null && [...command.description].length > MAX_DESCRIPTION_LENGTH) {
    return refuse("parameter_invalid", "description must have at most {limit} characters.", "description", {
      limit: MAX_DESCRIPTION_LENGTH,
    });
  }
  const endpoint = newEndpoint(core, command);
  const secret = newWebhookSecret(core.random);
  const sealed_secret = await core.vault.sealSecret(scope, SECRET_PURPOSE, secret);

  return answerOnce(core, scope, { ...exchange, confidential: true }, async (transaction) => {
    await lockEndpointsOf(transaction, scope);
    if ((await countEndpoints(transaction, scope, endpoint.api)) >= MAX_ENDPOINTS) {
      return refuse(
        "limit_reached",
        "There are {limit} webhook endpoints already, which is the most there can be. Delete one first.",
        undefined,
        { limit: MAX_ENDPOINTS },
      );
    }
    await insertEndpoint(transaction, scope, endpoint, sealed_secret);
    return { ...endpoint, secret };
  });
}

function newEndpoint(
  core: Core,
  { api, url, event_types, description, metadata = {} }: NewWebhookEndpoint,
): WebhookEndpoint {
  return {
    id: core.new_id(),
    api,
    url,
    event_types: [...new Set(event_types)],
    description,
    metadata,
    status: "enabled",
    previous_secret_expires_at: null,
    created_at: core.clock.now(),
  };
}
