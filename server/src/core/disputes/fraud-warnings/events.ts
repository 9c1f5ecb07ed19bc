import type { Core } from "../../core.ts";
import type { Event } from "../../events/event.ts";
import type { FraudWarning } from "./fraud-warning.ts";

/** The only event that a warning has: it is told once, and nothing of it changes but what may be done. */
export function fraudWarningEvent(core: Core, warning: FraudWarning): Event {
  return {
    id: core.new_id(),
    type: "fraud_warning.created",
    object_type: "fraud_warning",
    object_id: warning.id,
    sequence: 1,
    snapshot: JSON.stringify(warning),
    created_at: core.clock.now(),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function reviveFraudWarning(snapshot: string): FraudWarning {
  const record = JSON.parse(snapshot) as FraudWarning & { readonly created_at: string };
  return { ...record, created_at: new Date(record.created_at) };
}
