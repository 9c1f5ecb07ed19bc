import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import type { Dispute } from "./dispute.ts";

/** The event that tells of a dispute's new state. */
export function disputeEvent(core: Core, type: EventType, dispute: Dispute): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "dispute",
    object_id: dispute.id,
    sequence: dispute.version,
    snapshot: JSON.stringify(dispute),
    created_at: core.clock.now(),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function reviveDispute(snapshot: string): Dispute {
  const record = JSON.parse(snapshot) as Dispute & Record<"created_at" | "evidence_due_by", string>;
  return {
    ...record,
    evidence_due_by: new Date(record.evidence_due_by),
    send_at: record.send_at && new Date(record.send_at),
    created_at: new Date(record.created_at),
  };
}
