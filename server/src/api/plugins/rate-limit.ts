import type { FastifyInstance, FastifyReply } from "fastify";
import { requestLimit } from "../../core/merchants/merchant.ts";
import type { Clock } from "../../kit/clock.ts";
import { type Refusal, refuse } from "../../kit/result.ts";

const WINDOW_MS = 60_000;

interface Window {
  started_ms: number;
  used: number;
  /** What was used in the window before this one. */
  used_before: number;
}

export interface RateLimitVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly reset_s: number;
}

/**
 * Counts requests per caller in a sliding minute: this minute's, and the part of last minute's that still lies within
 * the last sixty seconds, so a burst over the turn of a minute gets no double allowance.
 */
export function createRateLimiter(clock: Clock) {
  const windows = new Map<string, Window>();

  function currentWindow(key: string, now_ms: number): Window {
    const known = windows.get(key);
    if (known !== undefined && now_ms - known.started_ms < WINDOW_MS) return known;
    const elapsed_ms = known === undefined ? Number.POSITIVE_INFINITY : now_ms - known.started_ms;
    const follows = known !== undefined && elapsed_ms < 2 * WINDOW_MS;
    const fresh: Window = {
      started_ms: follows ? known.started_ms + WINDOW_MS : now_ms,
      used: 0,
      used_before: follows ? known.used : 0,
    };
    windows.set(key, fresh);
    return fresh;
  }

  return function take(key: string, limit: number): RateLimitVerdict {
    const now_ms = clock.monotonic_ms();
    const window = currentWindow(key, now_ms);
    const elapsed_ms = now_ms - window.started_ms;
    const used = window.used + window.used_before * (1 - elapsed_ms / WINDOW_MS);
    const reset_s = Math.max(1, Math.ceil((WINDOW_MS - elapsed_ms) / 1000));
    if (used + 1 > limit) return { allowed: false, remaining: 0, reset_s };
    window.used += 1;
    return { allowed: true, remaining: Math.max(0, Math.floor(limit - used - 1)), reset_s };
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;

export interface RateLimitOptions {
  limiter: RateLimiter;
  sendRefusal: (reply: FastifyReply, refusal: Refusal) => void;
}

/** Holds each merchant, in each mode, to the requests a minute of its plan. Both APIs count together. */
export function registerRateLimit(scope: FastifyInstance, { limiter, sendRefusal }: RateLimitOptions): void {
  scope.addHook("onRequest", (request, reply, done) => {
    const { merchant, scope: tenant } = request.caller;
    const limit = requestLimit(merchant);
    if (limit === 0) return done();
    const verdict = limiter(`${tenant.merchant_id}|${tenant.livemode}`, limit);
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
  });
}
