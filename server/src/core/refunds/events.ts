import type { Core } from "../core.ts";
import type { Event, EventType } from "../events/event.ts";
import { paymentEvent } from "../payments/events.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import { reviveIntent } from "../payments/payment-snapshot.ts";
import type { Refund } from "./refund.ts";

/** A payment at the moment when one of its refunds succeeded. */
export interface RefundedPayment extends PaymentIntent {
  readonly refund_id: string;
}

/** Tells the payment's side of a refund. */
export function refundedPaymentEvent(core: Core, intent: PaymentIntent, refund: Refund): Event {
  const snapshot: RefundedPayment = { ...intent, refund_id: refund.id };
  return { ...paymentEvent(core, "payment.refunded", intent), snapshot: JSON.stringify(snapshot) };
}

export function reviveRefundedPayment(snapshot: string): RefundedPayment {
  const { refund_id } = JSON.parse(snapshot) as RefundedPayment;
  return { ...reviveIntent(snapshot), refund_id };
}

/** The event that tells of a refund's new state. */
export function refundEvent(core: Core, type: EventType, refund: Refund): Event {
  return {
    id: core.new_id(),
    type,
    object_type: "refund",
    object_id: refund.id,
    sequence: refund.version,
    snapshot: JSON.stringify(refund),
    created_at: core.clock.now(),
  };
}

/** An event's snapshot, read back as the record that it was. */
export function reviveRefund(snapshot: string): Refund {
  const record = JSON.parse(snapshot) as Refund & { created_at: string; resolve_at: string | null };
  return {
    ...record,
    created_at: new Date(record.created_at),
    resolve_at: record.resolve_at === null ? null : new Date(record.resolve_at),
  };
}
