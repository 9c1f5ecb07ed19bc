import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import type { SetupIntent, SetupStatus } from "./setup-intent.ts";

/** What a verification's end is told as, by the status that it leads to. */
const OUTCOME_EVENTS = {
  requires_payment_method: "setup_intent.failed",
  requires_confirmation: null,
  requires_action: "setup_intent.requires_action",
  succeeded: "setup_intent.succeeded",
  canceled: "setup_intent.canceled",
} as const satisfies Record<SetupStatus, EventType | null>;

/** The event that tells of a setup intent's new state. */
export function setupEvent(core: Core, type: EventType, intent: SetupIntent): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "setup_intent",
    object_id: intent.id,
    sequence: intent.version,
    snapshot: JSON.stringify(intent),
    created_at: core.clock.now(),
  };
}

/** The event that tells how a verification has ended, or that the buyer is asked; undefined before either. */
export function setupOutcomeEvent(core: Core, intent: SetupIntent): Event | undefined {
  const type = OUTCOME_EVENTS[intent.status];
  return type === null ? undefined : setupEvent(core, type, intent);
}

const DATES = ["verifying_until", "canceled_at", "attached_at"] as const;

/** An event's snapshot, read back as the record that it was. */
export function reviveSetupIntent(snapshot: string): SetupIntent {
  const record = JSON.parse(snapshot) as SetupIntent & Record<(typeof DATES)[number], string | null>;
  const dates = DATES.map((name) => [name, record[name] === null ? null : new Date(record[name])]);
  return { ...record, ...Object.fromEntries(dates), created_at: new Date(record.created_at) };
}
