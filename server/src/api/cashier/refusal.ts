import type { FastifyReply } from "fastify";
import type { Refusal } from "../../kit/result.ts";
import { describeCashierRefusal } from "./messages.ts";

export const JSON_TYPE = "application/json; charset=utf-8";

/** A refusal in the words of the cashier's pages, with what they should show now when that changed. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal, view?: unknown): FastifyReply {
  const { status, body } = describeCashierRefusal(refusal);
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send({ ...body, view });
}
