import type { EventType } from "../../events/event.ts";

/** Running: not every event has become a delivery yet. Canceled: the endpoint was disabled or deleted meanwhile. */
export type ReplayStatus = "running" | "finished" | "canceled";

/** The events of a stretch of time, which an endpoint is told once more. Both ends belong to it. */
export interface WebhookReplay {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly status: ReplayStatus;
  readonly range_from: Date;
  readonly range_to: Date;
  readonly event_types: readonly EventType[];
  /** How many events there are. */
  readonly event_count: number;
  /** How many of them have become deliveries. */
  readonly queued_count: number;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** What has become of a replay's deliveries. */
export interface ReplayProgress {
  readonly pending: number;
  readonly succeeded: number;
  readonly failed: number;
}
