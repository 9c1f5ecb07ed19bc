import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A text that is made once and sent often. */
export interface CachedText {
  readonly text: string;
  readonly type: string;
  readonly etag: string;
}

export function cacheText(text: string, type: string): CachedText {
  return { text, type, etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"` };
}

/** Sends it, or says that the browser has it already. */
export function sendCached(request: FastifyRequest, reply: FastifyReply, cached: CachedText): FastifyReply {
  reply.headers({ ETag: cached.etag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" });
  if (request.headers["if-none-match"] === cached.etag) return reply.code(304).send();
  return reply.type(cached.type).send(cached.text);
}
