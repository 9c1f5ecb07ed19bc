import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import { timedSequence } from "../events/timed-sequence.ts";
import type { PaymentMethod } from "./payment-method.ts";

/** The event that tells whose a payment method has become, or that it is nobody's any more. */
export function paymentMethodEvent(core: Core, type: EventType, method: PaymentMethod): Event {
  const id = core.new_id();
  return {
    id,
    type,
    object_type: "payment_method",
    object_id: method.id,
    sequence: timedSequence(id),
    snapshot: JSON.stringify(method),
    created_at: core.clock.now(),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function revivePaymentMethod(snapshot: string): PaymentMethod {
  const record = JSON.parse(snapshot) as PaymentMethod & { created_at: string; detached_at: string | null };
  return {
    ...record,
    created_at: new Date(record.created_at),
    detached_at: record.detached_at === null ? null : new Date(record.detached_at),
  };
}
