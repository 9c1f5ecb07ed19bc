import type { FastifyReply } from "fastify";
import type { Answer, RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { isRefusal, type Refusal } from "../../kit/result.ts";
import { CODE, STATUS } from "./errors.ts";
import {
  languageHeaders,
  languageOf,
  languageOfBody,
  localizeAnswer,
  localizeRefusal,
} from "./messages/localize.ts";

const JSON_TYPE = "application/json; charset=utf-8";

/** The success envelope, as the bytes that are sent and stored. */
export function success(message: string, data: unknown, status = 200): RenderedAnswer {
  return { status, body: JSON.stringify({ success: true, message, data }) };
}

/** The failure envelope. `error` is our addition to the documented two fields. */
export function failure({ refused, message, param }: Refusal, request_id: string) {
  return {
    success: false,
    message,
    error: { code: CODE[refused] ?? refused, param: param ?? null, request_id },
  };
}

/** A refusal as this API words it, in English. */
export function describeRefusal(refusal: Refusal, request_id: string) {
  return { status: STATUS[refusal.refused], body: failure(refusal, request_id) };
}

export function sendRefusal(reply: FastifyReply, refusal: Refusal): void {
  if (STATUS[refusal.refused] === 503) reply.header("Retry-After", 1);
  const { message, language } = localizeRefusal(refusal, languageOf(reply.request));
  const body = JSON.stringify(failure({ ...refusal, message }, reply.request.id));
  void reply.headers(languageHeaders(language)).code(STATUS[refusal.refused]).type(JSON_TYPE).send(body);
}

export function sendResult(reply: FastifyReply, result: Answer | RenderedAnswer | Refusal): FastifyReply {
  if (isRefusal(result)) {
    sendRefusal(reply, result);
    return reply;
  }
  const is_replayed = "replayed" in result && result.replayed;
  if (is_replayed) reply.header("Idempotent-Replayed", "true");
  // What was stored is sent as it was, in the language of the first request.
  const { status, body } = is_replayed ? result : localizeAnswer(result, languageOf(reply.request));
  return reply
    .headers(languageHeaders(languageOfBody(body)))
    .code(status)
    .type(JSON_TYPE)
    .send(body);
}
