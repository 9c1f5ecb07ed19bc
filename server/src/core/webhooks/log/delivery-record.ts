import type { EventType } from "../../events/event.ts";

export const DELIVERY_STATUSES = ["pending", "succeeded", "failed"] as const;

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** An event on its way to an endpoint, as the log shows it. */
export interface DeliveryRecord {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly event_id: string;
  readonly event_type: EventType;
  /** The replay that it belongs to; null when the event came by itself. */
  readonly replay_id: string | null;
  readonly status: DeliveryStatus;
  /** Attempts of the schedule; those that were made by hand do not count. */
  readonly attempt_count: number;
  /** What the endpoint answered last. */
  readonly response_status: number | null;
  readonly error: string | null;
  readonly next_attempt_at: Date | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}
