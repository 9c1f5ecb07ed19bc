import type { Random } from "../../../kit/random.ts";
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
    return { claimed, body, verdict: { status: "succeeded", response_status: status } };
  }
  const error = complaint(status);
  if (status === GONE) {
    return {
      claimed,
      body,
      verdict: { status: "failed", response_status: status, error, endpoint_gone: true },
    };
  }
  const retry_after_ms = ASKS_TO_WAIT.includes(status) ? retryAfterMs(retry_after, now) : 0;
  return judgeFailure(claimed, error, now, random, { body, response_status: status, retry_after_ms });
}

function complaint(status: number): string {
  if (status < 300 || status >= 400) return `The endpoint answered ${status}.`;
  return `The endpoint answered ${status}. Redirects are not followed: set url to the final address.`;
}

interface FailureDetails {
  readonly body: string | null;
  readonly response_status?: number;
  readonly retry_after_ms?: number;
}

/**
 * An attempt that was not acknowledged: again later, until the schedule is used up. One that the merchant asked for is
 * no step of the schedule.
 */
export function judgeFailure(
  claimed: ClaimedDelivery,
  error: string,
  now: Date,
  random: Random,
  { body, response_status, retry_after_ms }: FailureDetails,
): JudgedDelivery {
  const next_attempt_at =
    claimed.trigger === "manual"
      ? undefined
      : nextAttemptAt(claimed.attempt, now, random, retry_after_ms ?? 0);
  const shared = { response_status: response_status ?? null, error };
  if (next_attempt_at === undefined) {
    return { claimed, body, verdict: { status: "failed", ...shared, endpoint_gone: false } };
  }
  return { claimed, body, verdict: { status: "pending", next_attempt_at, ...shared } };
}
