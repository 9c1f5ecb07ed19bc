import type { Core } from "../../core.ts";
import { type AttemptTiming, describeAttempt } from "../log/describe-attempt.ts";
import type { WebhookTransport } from "../transport.ts";
import type { ClaimedDelivery, LoggedDelivery } from "./delivery.ts";
import { judgeAnswer, judgeFailure } from "./judge.ts";
import { TIMEOUT_MS } from "./lease.ts";
import type { Sign } from "./sign.ts";

/** One attempt, from claimed to judged. Whatever goes wrong on our side counts as an attempt that failed. */
export async function attemptDelivery(
  core: Core,
  sign: Sign,
  transport: WebhookTransport,
  claimed: ClaimedDelivery,
): Promise<LoggedDelivery> {
  const timing = startTiming(core);
  try {
    const signed = await sign(claimed);
    const { headers, body } = signed;
    const result = await transport.send({ url: claimed.endpoint.url, headers, body, timeout_ms: TIMEOUT_MS });
    const judged = judgeAnswer({ signed, result }, core.clock.now(), core.random);
    return { ...judged, logged: describeAttempt(judged, timing(), signed, result) };
  } catch (error) {
    core.log.error({ err: error, webhook_delivery_id: claimed.id }, "a webhook could not be prepared");
    const reason = "The webhook could not be prepared.";
    const judged = judgeFailure(claimed, reason, core.clock.now(), core.random, { body: claimed.body });
    return { ...judged, logged: describeAttempt(judged, timing()) };
  }
}

function startTiming({ new_id, clock }: Core): () => AttemptTiming {
  const began = { id: new_id(), created_at: clock.now() };
  const began_ms = clock.monotonic_ms();
  return () => ({ ...began, duration_ms: Math.max(0, Math.round(clock.monotonic_ms() - began_ms)) });
}
