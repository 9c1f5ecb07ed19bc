import type { JudgedDelivery, SignedDelivery } from "../queue/delivery.ts";
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
