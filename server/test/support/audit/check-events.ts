import type { Books, EventRow } from "./books.ts";
import { type Finding, finding } from "./finding.ts";
import type { Evidence } from "./records.ts";

/** Every change that a merchant is told of has its event, once, and an object's events have an order. */
export function checkEvents({ books }: Evidence): Finding[] {
  const told = new Map<string, number>();
  for (const { object_id, type } of books.events) {
    const key = `${object_id} ${type}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  const of_payments = expectOfPayments(books);
  const of_refunds = expectOfRefunds(books);
  const compared = [...of_payments, ...of_refunds].flatMap(({ id, type, times }) => {
    const found = told.get(`${id} ${type}`) ?? 0;
    if (found === times) return [];
    return [
      finding(found < times ? "event_missing" : "event_doubled", id, `${found} of ${times} events ${type}`),
    ];
  });
  return [...compared, ...checkOrder(books.events)];
}

interface Expected {
  readonly id: string;
  readonly type: string;
  readonly times: number;
}

function expectOfPayments({ intents, attempts, refunds }: Books): Expected[] {
  const declined = countBy(attempts.filter(({ status }) => status === "declined"));
  const kept = countBy(attempts.filter(({ capture_before }) => capture_before !== null));
  const refunded = countBy(
    refunds.filter(({ status, reversal_id }) => status === "succeeded" || reversal_id !== null),
  );
  return intents.flatMap(({ id, status }) => [
    { id, type: "payment.succeeded", times: status === "succeeded" ? 1 : 0 },
    { id, type: "payment.canceled", times: status === "canceled" ? 1 : 0 },
    { id, type: "payment.failed", times: declined.get(id) ?? 0 },
    { id, type: "payment.amount_capturable_updated", times: kept.get(id) ?? 0 },
    { id, type: "payment.refunded", times: refunded.get(id) ?? 0 },
  ]);
}

function expectOfRefunds({ refunds }: Books): Expected[] {
  return refunds.flatMap(({ id, status, reversal_id }) => [
    { id, type: "refund.created", times: 1 },
    { id, type: "refund.succeeded", times: status === "succeeded" || reversal_id !== null ? 1 : 0 },
    { id, type: "refund.failed", times: status === "failed" ? 1 : 0 },
    { id, type: "refund.canceled", times: status === "canceled" ? 1 : 0 },
  ]);
}

function countBy(rows: readonly { payment_intent_id: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { payment_intent_id: id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Two events of one object with the same number cannot be put in order by who receives them. */
function checkOrder(events: readonly EventRow[]): Finding[] {
  const places = new Set<string>();
  return events.flatMap(({ object_id, sequence, type }) => {
    const place = `${object_id} ${sequence}`;
    if (!places.has(place)) {
      places.add(place);
      return [];
    }
    return [finding("event_doubled", object_id, `${type} has the number ${sequence}, as another event has`)];
  });
}
