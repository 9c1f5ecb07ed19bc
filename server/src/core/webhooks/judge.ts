import type { Random } from "../../kit/random.ts";
import type { AnsweredDelivery, ClaimedDelivery, JudgedDelivery } from "./delivery.ts";
import { nextAttemptAt, retryAfterMs } from "./schedule.ts";

const GONE = 410;
const ASKS_TO_WAIT = [429, 503];

/** Decides what the answer to an attempt means. Only 2xx acknowledges; a redirect is a failure like any other. */
export function judgeAnswer({ signed, result }: AnsweredDelivery, now: Date, random: Random): JudgedDelivery {
  const { claimed, body } = signed;
  if ("error" in result) return judgeFailure(claimed, result.error, now, random, { body });
  const { status, retry_after } = result;
  if (status >= 200 && status < 300) {
    return { claimed, verdict: { status: "succeeded", response_status: status } };
  }
  const error = `The endpoint answered ${status}.`;
  if (status === GONE) {
    return {
      claimed,
      verdict: { status: "failed", response_status: status, error, endpoint_gone: true },
    };
  }
  const retry_after_ms = ASKS_TO_WAIT.includes(status) ? retryAfterMs(retry_after, now) : 0;
  return judgeFailure(claimed, error, now, random, { body, response_status: status, retry_after_ms });
}

interface FailureDetails {
  readonly body: string | null;
  readonly response_status?: number;
  readonly retry_after_ms?: number;
}

/** An attempt that was not acknowledged: again later, until the schedule is used up. */
export function judgeFailure(
  claimed: ClaimedDelivery,
  error: string,
  now: Date,
  random: Random,
  { body, response_status, retry_after_ms }: FailureDetails,
): JudgedDelivery {
  const next_attempt_at = nextAttemptAt(claimed.attempt, now, random, retry_after_ms ?? 0);
  const shared = { response_status: response_status ?? null, error };
  if (next_attempt_at === undefined) {
    return { claimed, verdict: { status: "failed", ...shared, endpoint_gone: false } };
  }
  return { claimed, verdict: { status: "pending", next_attempt_at, body, ...shared } };
}
