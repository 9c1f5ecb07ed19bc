import type { FastifyReply } from "fastify";
import type { Answer, RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import { WIRE_ERRORS } from "./errors.ts";

const JSON_TYPE = "application/json; charset=utf-8";

export function ok(object: unknown): RenderedAnswer {
  return { status: 200, body: JSON.stringify(object) };
}

/** The error object that every refusal is. */
export function failure({ refused, message, param }: Refusal, request_id: string) {
  const wire: { type: string; code: string | null; param?: string } = WIRE_ERRORS[refused];
  const error = {
    type: wire.type,
    ...(wire.code !== null && { code: wire.code }),
    // Messages name the field as the core does.
    message: param === undefined ? message : message.replaceAll(param, bracketed(param)),
    param: param === undefined ? (wire.param ?? null) : bracketed(param),
    request_id,
  };
  return { error };
}

/** A refusal as this API words it. */
export function describeRefusal(refusal: Refusal, request_id: string) {
  return { status: WIRE_ERRORS[refusal.refused].status, body: failure(refusal, request_id) };
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): void {
  const { status } = WIRE_ERRORS[refusal.refused];
  if (status === 503) reply.header("Retry-After", 1);
  // Waiting for the first request to end and asking again is right; the client library must not do it blindly on others.
  if (status === 409) reply.header("Stripe-Should-Retry", "true");
  void reply
    .code(status)
    .type(JSON_TYPE)
    .send(JSON.stringify(failure(refusal, reply.request.id)));
}

/** `card.number` is written `card[number]` in this API. */
function bracketed(param: string): string {
  return param.replace(/\.([^.[]+)/g, "[$1]");
}

export function sendResult(reply: FastifyReply, result: Answer | RenderedAnswer | Refusal): FastifyReply {
  if (isRefusal(result)) {
    sendRefusal(reply, result);
    return reply;
  }
  if ("replayed" in result && result.replayed) reply.header("Idempotent-Replayed", "true");
  return reply.code(result.status).type(JSON_TYPE).send(result.body);
}
