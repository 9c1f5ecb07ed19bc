import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import type { Exchange, RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { idempotencyKey } from "../plugins/idempotency.ts";
import { languageOf, localizeAnswer } from "./messages/localize.ts";

/** What this API's routes are handed. */
export interface FaststarContext {
  readonly core: Core;
  readonly allow_private_webhooks: boolean;
  /** Where buyers pay, without a slash at the end. */
  readonly cashier_url: string;
}

const API = "faststar";

/**
 * The request's side of a write: its key, when it is a POST, and the words of its answer in the caller's language. What
 * is stored for a repeated request are these very words, whatever language the repetition asks for.
 */
export function exchangeFor<Outcome>(
  core: Core,
  request: FastifyRequest,
  render: (outcome: Outcome) => RenderedAnswer,
): Exchange<Outcome> {
  const idempotency = request.method === "POST" ? idempotencyKey(core.vault, request, API) : null;
  const language = languageOf(request);
  return { idempotency, render: (outcome) => localizeAnswer(render(outcome), language) };
}
