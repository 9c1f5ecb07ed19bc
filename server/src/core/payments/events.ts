import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { writeSnapshot } from "./payment-snapshot.ts";

/** The event that tells of an intent's new state. */
export function paymentEvent(core: Core, type: EventType, intent: PaymentIntent): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "payment_intent",
    object_id: intent.id,
    sequence: intent.version,
    snapshot: writeSnapshot(intent),
    created_at: core.clock.now(),
  };
}
