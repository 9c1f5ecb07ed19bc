import type { Scope } from "../../kit/scope.ts";
import type { Event, EventType } from "../events/event.ts";

/** One attempt to deliver, as an API's headers see it. */
export interface WebhookMessage {
  readonly event: Event;
  readonly body: string;
  /** The endpoint's secret; two of them while one replaces the other. */
  readonly secrets: readonly string[];
  /** The moment of this attempt: every attempt is signed afresh. */
  readonly sent_at: Date;
}

/** How one API tells its merchants of events. The core never names an API: it is handed their dialects. */
export interface WebhookDialect {
  readonly api: string;
  /** The API's name for an event, or null when it does not tell it. */
  eventName(type: EventType): string | null;
  /** The body that is sent. */
  render(event: Event, scope: Scope): string;
  headers(message: WebhookMessage): Record<string, string>;
}
