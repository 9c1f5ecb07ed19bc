import type { FastifyReply } from "fastify";
import { isRefusal } from "../../kit/result.ts";

/** Says in the header what a refusal says in words: after how many seconds to come back. */
export function tellWhenToRetry(reply: FastifyReply, answer: unknown): void {
  if (!isRefusal(answer) || answer.refused !== "rate_limited") return;
  const seconds = answer.values?.seconds;
  if (seconds !== undefined) reply.header("Retry-After", seconds);
}
