import cors, { type FastifyCorsOptions } from "@fastify/cors";
import type { FastifyInstance, FastifyRequest } from "fastify";

const DAY_SECONDS = 24 * 60 * 60;

const ANY_PAGE: FastifyCorsOptions = {
  origin: "*",
  methods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
  allowedHeaders: [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "Stripe-Version",
    "Onerway-Version",
    "Onerway-Test-Scenario",
  ],
  exposedHeaders: [
    "Request-Id",
    "Retry-After",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Idempotent-Replayed",
    "Stripe-Should-Retry",
  ],
  maxAge: DAY_SECONDS,
};

const NO_PAGE: FastifyCorsOptions = { origin: false };

/**
 * Lets pages of any origin call: what a call may do is decided by its key, and no cookie is ever looked at. Register it
 * before the authentication, which a browser's preliminary question could not pass. A server names no origin, and an
 * OPTIONS that is no such question is answered like any other method that an address does not know.
 */
export async function acceptBrowserCalls(scope: FastifyInstance): Promise<void> {
  await scope.register(cors, {
    delegator: ({ method, headers }: FastifyRequest, answer: Answer) => {
      const is_question = method !== "OPTIONS" || headers["access-control-request-method"] !== undefined;
      answer(null, headers.origin !== undefined && is_question ? ANY_PAGE : NO_PAGE);
    },
  });
}

type Answer = (error: Error | null, options: FastifyCorsOptions) => void;
