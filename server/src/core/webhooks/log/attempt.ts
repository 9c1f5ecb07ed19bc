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
