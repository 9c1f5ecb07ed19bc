import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import { openClientSecret } from "../../core/payments/client-secret.ts";
import { parseId } from "../../kit/ids.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

/** Whether the answer goes to a buyer's browser, which may see less than the merchant's server. */
export function isBrowser({ caller }: FastifyRequest): boolean {
  return caller.kind === "publishable";
}

/**
 * Why a request may not see or confirm an intent. A publishable key says only whose page it is; the client secret shows
 * that the merchant has handed this very intent to it. A server may send it along, and then it has to be right too.
 */
export function refuseClientSecret(
  core: Core,
  request: FastifyRequest,
  kind: "payment_intent" | "setup_intent",
  public_id: string,
  client_secret: string | undefined,
): Refusal | undefined {
  if (client_secret === undefined) {
    if (!isBrowser(request)) return undefined;
    return refuse("parameter_missing", "Missing required parameter: client_secret.", "client_secret");
  }
  const { scope } = request.caller;
  const id = parseId(kind, public_id);
  const owner = id && openClientSecret(core.vault, kind, id, client_secret);
  if (owner && owner.merchant_id === scope.merchant_id && owner.livemode === scope.livemode) return undefined;
  return refuse(
    "resource_missing",
    `The client_secret does not belong to this ${kind}, or the key is another merchant's or of the other mode.`,
    "client_secret",
  );
}

/** Why a browser may not give these parameters: what a payment means is the merchant's to say, on their server. */
export function refuseServerFields(
  request: FastifyRequest,
  allowed: ReadonlySet<string>,
): Refusal | undefined {
  if (!isBrowser(request)) return undefined;
  const param = Object.keys((request.body ?? {}) as object).find((name) => !allowed.has(name));
  if (param === undefined) return undefined;
  return refuse("parameter_unknown", "{param} cannot be given with a publishable key.", param, { param });
}
