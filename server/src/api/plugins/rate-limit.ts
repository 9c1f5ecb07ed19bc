import type { FastifyInstance, FastifyReply } from "fastify";
import { requestLimit } from "../../core/merchants/merchant.ts";
import type { RateLimitVerdict } from "../../core/merchants/permits/allowance.ts";
import type { RateLimiter } from "../../core/merchants/permits/limiter.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

export interface RateLimitOptions {
  limiter: RateLimiter;
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => void;
}

/** Holds each merchant, in each mode, to the requests a minute of its plan. Both APIs count together. */
export function registerRateLimit(scope: FastifyInstance, { limiter, sendRefusal }: RateLimitOptions): void {
  // With a callback instead of a promise, because nearly every verdict is there at once.
  scope.addHook("onRequest", (request, reply, done) => {
    const { merchant, scope: tenant } = request.caller;
    const limit = requestLimit(merchant);
    if (limit === 0) return done();
    const obey = (verdict: RateLimitVerdict) => {
      reply.header("RateLimit-Limit", limit);
      reply.header("RateLimit-Remaining", verdict.remaining);
      reply.header("RateLimit-Reset", verdict.reset_s);
      if (verdict.allowed) return done();
      reply.header("Retry-After", verdict.reset_s);
      sendRefusal(
        reply,
        refuse(
          "rate_limited",
          "More than {limit} requests in a minute. Try again in {seconds} seconds.",
          undefined,
          { limit, seconds: verdict.reset_s },
        ),
      );
    };
    const verdict = limiter(tenant, limit);
    if (verdict instanceof Promise) verdict.then(obey, done);
    else obey(verdict);
  });
}
