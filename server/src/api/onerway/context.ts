import type { FastifyRequest } from "fastify";
import type { Core } from "../../core/core.ts";
import type { Exchange, RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { idempotencyKey } from "../plugins/idempotency.ts";

/** What this API's routes are handed. */
export interface OnerwayContext {
  readonly core: Core;
  readonly allow_private_webhooks: boolean;
}

const API = "onerway";

/** The request's side of a write: its key, its test scenario, and the words of its answer. */
export function exchangeFor<Outcome>(
  core: Core,
  request: FastifyRequest,
  render: (outcome: Outcome) => RenderedAnswer,
): Exchange<Outcome> {
  const { test_scenario } = request;
  return { idempotency: idempotencyKey(core.vault, request, API), test_scenario, render };
}
