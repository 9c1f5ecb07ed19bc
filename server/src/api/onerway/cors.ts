import type { FastifyInstance } from "fastify";

const DAY_SECONDS = 24 * 60 * 60;

/** What every answer to a page says. */
const TO_A_PAGE = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": [
    "Request-Id",
    "Retry-After",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Idempotent-Replayed",
    "Stripe-Should-Retry",
  ].join(", "),
  Vary: "Origin",
};

/** What the answer to a browser's preliminary question says besides. */
const TO_A_QUESTION = {
  ...TO_A_PAGE,
  "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "Stripe-Version",
    "Onerway-Version",
    "Onerway-Test-Scenario",
  ].join(", "),
  "Access-Control-Max-Age": String(DAY_SECONDS),
  "Content-Length": "0",
};

/**
 * Lets pages of any origin call: what a call may do is decided by its key, and no cookie is ever looked at. Register it
 * before the authentication, which a browser's preliminary question could not pass. A server names no origin, and then
 * there is nothing to do; an OPTIONS that is no such question is answered like any other method that an address does
 * not know.
 */
export function acceptBrowserCalls(scope: FastifyInstance): void {
  scope.addHook("onRequest", ({ method, headers }, reply, done) => {
    if (headers.origin === undefined) return done();
    if (method !== "OPTIONS") reply.headers(TO_A_PAGE);
    else if (headers["access-control-request-method"] !== undefined) {
      void reply.code(204).headers(TO_A_QUESTION).send();
      return;
    }
    done();
  });
}
