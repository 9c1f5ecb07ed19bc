import type { FastifyReply } from "fastify";
import type { ErrorCode } from "../../kit/errors.ts";
import type { Refusal } from "../../kit/result.ts";

const STATUS: Partial<Record<ErrorCode, number>> = {
  route_not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  internal: 500,
};

/** The shop's own way to say no. */
export function sendRefusal(reply: FastifyReply, { refused, message }: Refusal): FastifyReply {
  return reply.code(STATUS[refused] ?? 400).send({ error: { code: refused, message } });
}
