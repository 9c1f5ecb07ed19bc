import type { FastifyReply, FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import type { Answer, IdempotencyKey } from "../../core/idempotency/exchange.ts";
import { getPaymentMethod } from "../../core/payment-methods/get.ts";
import { tryCard } from "../../core/payments/velocity/try-card.ts";
import { parseId } from "../../kit/ids.ts";
import type { Refusal } from "../../kit/result.ts";
import { buyerNetwork } from "../plugins/network.ts";
import { tellWhenToRetry } from "../plugins/retry-after.ts";
import { isBrowser } from "./browser-calls.ts";

/** The card that a request names or brings along, in one of its fields. */
export interface CardNamed {
  readonly card?: { readonly number: string };
  readonly payment_method?: string;
  readonly payment_method_data?: { readonly card?: { readonly number: string } };
}

/** The intent that is to be paid, undefined when a card is only put into the vault, and the request's own key. */
export interface Trying {
  readonly payment_id: string | undefined;
  readonly idempotency: IdempotencyKey | null;
}

const CARD_ERROR_STATUS = 402;

/** Goes on with a try to pay, unless a buyer's browser has tried too much. A merchant's server is never held up. */
export function withinBrowserLimits(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  trying: Trying,
  attempt: () => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  return isBrowser(request) ? tryFromBrowser(core, request, reply, trying, attempt) : attempt();
}

async function tryFromBrowser(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  { payment_id, idempotency }: Trying,
  attempt: () => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const { scope } = request.caller;
  const network = buyerNetwork(request);
  const fingerprint = await fingerprintOf(core, request);
  const by = { network, fingerprint, payment_id, idempotency };
  const answer = await tryCard(core, scope, by, attempt, ({ status }) => status === CARD_ERROR_STATUS);
  tellWhenToRetry(reply, answer);
  return answer;
}

async function fingerprintOf(core: Core, { body, caller }: FastifyRequest): Promise<string | undefined> {
  const { card, payment_method, payment_method_data } = body as CardNamed;
  const number = (card ?? payment_method_data?.card)?.number;
  if (number !== undefined) return core.vault.cardFingerprint(caller.scope, number.replace(/[\s-]/g, ""));
  const id = payment_method === undefined ? undefined : parseId("payment_method", payment_method);
  return id && (await getPaymentMethod(core, caller.scope, id))?.fingerprint;
}
