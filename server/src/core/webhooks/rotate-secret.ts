import { addMilliseconds } from "../../kit/clock.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { replaceSecret } from "./store.ts";
import { newWebhookSecret, SECRET_PURPOSE, type WebhookEndpoint } from "./webhook-endpoint.ts";

export interface SecretRotation {
  readonly api: string;
  readonly endpoint_id: string;
  /** How long the secret before goes on signing beside the new one. */
  readonly overlap_ms: number;
}

/**
 * Gives an endpoint a new secret, which is answered here and never again. Until the overlap ends everything is signed
 * with both, so that the receiver can change over without losing a webhook. Rotating once more within the overlap drops
 * the oldest at once.
 */
export async function rotateWebhookSecret(
  core: Core,
  scope: Scope,
  { api, endpoint_id, overlap_ms }: SecretRotation,
  exchange: Exchange<WebhookEndpoint & { secret: string }>,
): Promise<Answer | Refusal> {
  const secret = newWebhookSecret(core.random);
  const sealed = await core.vault.sealSecret(scope, SECRET_PURPOSE, secret);
  const expires_at = overlap_ms === 0 ? null : addMilliseconds(core.clock.now(), overlap_ms);
  return answerOnce(core, scope, { ...exchange, confidential: true }, async (transaction) => {
    const rotated = await replaceSecret(transaction, scope, api, endpoint_id, sealed, expires_at);
    if (rotated === undefined) return refuse("resource_missing", "No such webhook endpoint.", "id");
    return { ...rotated, secret };
  });
}
