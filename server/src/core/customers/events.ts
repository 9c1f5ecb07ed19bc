import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import { timedSequence } from "../events/timed-sequence.ts";
import type { Customer } from "./customer.ts";

/** The event that tells of a customer's new state. */
export function customerEvent(core: Core, type: EventType, customer: Customer): Event {
  const id = core.new_id();
  return {
    id,
    type,
    object_type: "customer",
    object_id: customer.id,
    sequence: timedSequence(id),
    snapshot: JSON.stringify(customer),
    created_at: core.clock.now(),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function reviveCustomer(snapshot: string): Customer {
  const record = JSON.parse(snapshot) as Customer & { created_at: string; deleted_at: string | null };
  return {
    ...record,
    created_at: new Date(record.created_at),
    deleted_at: record.deleted_at === null ? null : new Date(record.deleted_at),
  };
}
