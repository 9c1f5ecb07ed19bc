import type { JudgedDelivery, SignedDelivery } from "../queue/delivery.ts";
import type { WebhookResult } from "../transport.ts";
import type { WebhookAttempt } from "./attempt.ts";

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
  const answer = result !== undefined && "status" in result ? result : undefined;
  return {
    id: timing.id,
    trigger: claimed.trigger,
    url: claimed.endpoint.url,
    request_headers: signed?.headers ?? null,
    response_status: answer?.status ?? null,
    response_headers: answer?.headers ?? null,
    response_body: answer?.body ?? null,
    response_body_truncated: answer?.body_truncated ?? false,
    error: verdict.status === "succeeded" ? null : verdict.error,
    duration_ms: timing.duration_ms,
    next_attempt_at: verdict.status === "pending" ? verdict.next_attempt_at : null,
    created_at: timing.created_at,
  };
}
