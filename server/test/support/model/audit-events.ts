import type { Books, EventRow } from "./books.ts";
import type { View } from "./view.ts";

/** From which status to which two events of a payment that follow each other may lead. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  requires_payment_method: [
    "requires_payment_method",
    "requires_action",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
  ],
  requires_action: ["requires_payment_method", "requires_capture", "succeeded"],
  processing: ["requires_payment_method", "succeeded"],
  requires_capture: ["succeeded", "canceled"],
  // What comes after that tells of refunds.
  succeeded: ["succeeded"],
  canceled: [],
};

/** The events of each object in their order; those of a payment tell one story, which ends where the payment is. */
export function auditEvents({ events, version }: Books, view: View): string[] {
  const of_payment = events.filter(({ object_type }) => object_type === "payment_intent");
  return [
    ...auditOrder(events),
    ...auditStory(of_payment),
    ...auditCount(of_payment, "payment.succeeded", view.status === "succeeded" ? 1 : 0),
    ...auditCount(of_payment, "payment.canceled", view.status === "canceled" ? 1 : 0),
    ...auditCount(of_payment, "payment.refunded", refundsTold(events)),
    ...((of_payment.at(-1)?.sequence ?? 0) > version ? ["an event is newer than its payment"] : []),
  ];
}

function refundsTold(events: readonly EventRow[]): number {
  return events.filter(({ type }) => type === "refund.succeeded").length;
}

function auditOrder(events: readonly EventRow[]): string[] {
  return events.flatMap((event, index) => {
    const previous = events[index - 1];
    const is_in_order = previous?.object_id !== event.object_id || previous.sequence < event.sequence;
    return is_in_order ? [] : [`${previous?.type} and ${event.type} have the same place in the order`];
  });
}

function auditStory(events: readonly EventRow[]): string[] {
  return events.flatMap(({ type, snapshot }, index) => {
    const problems: string[] = [];
    const previous = events[index - 1]?.snapshot;
    const from = previous?.status ?? "requires_payment_method";
    if (previous !== undefined && WAYS[from]?.includes(snapshot.status) !== true) {
      problems.push(`${type} leads from ${from} to ${snapshot.status}`);
    }
    const received = previous?.amount_received ?? 0;
    if (received !== 0 && received !== snapshot.amount_received) {
      problems.push(`${type} changes what was received from ${received} to ${snapshot.amount_received}`);
    }
    return problems;
  });
}

function auditCount(events: readonly EventRow[], type: string, expected: number): string[] {
  const count = events.filter((event) => event.type === type).length;
  return count === expected ? [] : [`${count} events ${type} instead of ${expected}`];
}
