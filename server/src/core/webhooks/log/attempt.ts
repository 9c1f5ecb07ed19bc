import type { ClaimedDelivery, JudgedDelivery, SignedDelivery } from "../queue/delivery.ts";
import type { WebhookResult } from "../transport.ts";

/** Whether the schedule made an attempt, or the merchant asked for it. */
export type AttemptTrigger = "automatic" | "manual";

/** What was sent once, and what came back. The body that was sent is the delivery's: it is always the same. */
export interface WebhookAttempt {
  readonly id: string;
  readonly trigger: AttemptTrigger;
  readonly url: string;
  /** Null when the attempt failed before there was anything to send. */
  readonly request_headers: Readonly<Record<string, string>> | null;
  readonly response_status: number | null;
  readonly response_headers: Readonly<Record<string, string>> | null;
  /** How the answer began, as text. */
  readonly response_body: string | null;
  readonly response_body_truncated: boolean;
  /** Why it counts as failed; null when it was acknowledged. */
  readonly error: string | null;
  readonly duration_ms: number;
  /** When the schedule goes on after it. */
  readonly next_attempt_at: Date | null;
  readonly created_at: Date;
}

/** When an attempt began, how long it took, and what it is called. */
export interface AttemptTiming {
  readonly id: string;
  readonly created_at: Date;
  readonly duration_ms: number;
}

/** What the log says of an attempt. `signed` and `result` are missing when it failed before it was sent. */
export function describeAttempt(
  { claimed, verdict }: JudgedDelivery,
  timing: AttemptTiming,
  signed?: SignedDelivery,
  result?: WebhookResult,
): WebhookAttempt {
  return {
    ...timing,
    ...addressOf(claimed),
    request_headers: signed?.headers ?? null,
    ...answerOf(result),
    error: verdict.status === "succeeded" ? null : verdict.error,
    next_attempt_at: verdict.status === "pending" ? verdict.next_attempt_at : null,
  };
}

function addressOf({ trigger, endpoint }: ClaimedDelivery) {
  return { trigger, url: endpoint.url };
}

function answerOf(result: WebhookResult | undefined) {
  if (result === undefined || "error" in result) {
    return {
      response_status: null,
      response_headers: null,
      response_body: null,
      response_body_truncated: false,
    };
  }
  return {
    response_status: result.status,
    response_headers: result.headers,
    response_body: result.body,
    response_body_truncated: result.body_truncated,
  };
}
