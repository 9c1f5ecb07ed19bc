import type { FastifyReply } from "fastify";
import type { Refusal } from "../../kit/result.ts";
import { tellWhenToRetry } from "../plugins/retry-after.ts";
import { describeCashierRefusal } from "./messages.ts";

export const JSON_TYPE = "application/json; charset=utf-8";

/** A refusal in the words of the cashier's pages, with what they should show now when that changed. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal, view?: unknown): FastifyReply {
  const { status, body } = describeCashierRefusal(refusal);
  if (status === 503) reply.header("Retry-After", 1);
  tellWhenToRetry(reply, refusal);
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send({ ...body, view });
}
