import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import type { Exchange, IdempotencyKey, RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { idempotencyKey } from "../plugins/idempotency.ts";

/** What this API's routes are handed. */
export interface OnerwayContext {
  readonly core: Core;
  readonly allow_private_webhooks: boolean;
}

// A browser must neither learn nor use up the keys of the merchant's own server.
const API = { secret: "onerway", publishable: "onerway_browser" } as const;

/** The request's side of a write: its key, its test scenario, and the words of its answer. */
export function exchangeFor<Outcome>(
  core: Core,
  request: FastifyRequest,
  render: (outcome: Outcome) => RenderedAnswer,
  repeats_success = false,
): Exchange<Outcome> {
  const { test_scenario } = request;
  return { idempotency: requestKey(core, request), test_scenario, render, repeats_success };
}

/** The request's idempotency key, or null when it has none. */
export function requestKey(core: Core, request: FastifyRequest): IdempotencyKey | null {
  return idempotencyKey(core.vault, request, API[request.caller.kind]);
}
