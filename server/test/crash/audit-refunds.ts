import type { JournalRecord } from "../../src/connectors/simulator/journal.ts";
import type { Database } from "../../src/db/types.ts";
import { parseId } from "../../src/kit/ids.ts";
import type { AcknowledgedRefund } from "./shopper.ts";

export interface RefundRow {
  readonly id: string;
  readonly status: string;
  readonly amount: number;
  readonly order: string;
  /** What the payment says of all its refunds. */
  readonly amount_refunded: number;
}

/** The refunds, of which there is at most one to a payment here. */
export function readRefunds(db: Database): Promise<RefundRow[]> {
  return db.query<RefundRow>(
    `SELECT refund.id, refund.status, refund.amount, intent.metadata->>'order' AS order, intent.amount_refunded
       FROM refunds AS refund JOIN payment_intents AS intent
         ON intent.merchant_id = refund.merchant_id AND intent.livemode = refund.livemode AND intent.id = refund.payment_intent_id`,
  );
}

interface Memories {
  readonly refunds: readonly RefundRow[];
  readonly records: readonly JournalRecord[];
  readonly told: readonly AcknowledgedRefund[];
}

/** Compares what the merchant was told of refunds, what the acquirer gave back, and what the database says. */
export function auditRefunds({ refunds, records, told }: Memories): string[] {
  return [
    ...checkTold(refunds, told),
    ...checkPayments(refunds),
    ...checkAcquirer(
      refunds,
      records.filter(({ kind }) => kind === "refunded"),
    ),
  ];
}

function checkTold(refunds: readonly RefundRow[], told: readonly AcknowledgedRefund[]): string[] {
  const by_id = new Map(refunds.map((refund) => [refund.id, refund]));
  return told.flatMap(({ order, refund_id, status, amount }) => {
    const refund = by_id.get(parseId("refund", refund_id) ?? "");
    if (refund === undefined) return [`${order}: refund acknowledged as ${status}, but it is missing`];
    if (status !== "pending" && refund.status !== status) {
      return [`${order}: refund acknowledged as ${status}, but now ${refund.status}`];
    }
    return refund.amount === amount ? [] : [`${order}: refund of ${refund.amount} instead of ${amount}`];
  });
}

function checkPayments(refunds: readonly RefundRow[]): string[] {
  const orders = new Set<string>();
  return refunds.flatMap(({ order, status, amount, amount_refunded }) => {
    const problems: string[] = [];
    if (orders.has(order)) problems.push(`${order}: refunded more than once`);
    orders.add(order);
    if (status === "pending") problems.push(`${order}: the refund is still pending`);
    const counted = status === "failed" ? 0 : amount;
    if (amount_refunded !== counted) problems.push(`${order}: counts ${amount_refunded} for ${counted}`);
    return problems;
  });
}

function checkAcquirer(refunds: readonly RefundRow[], given_back: readonly JournalRecord[]): string[] {
  const known = new Map(given_back.map((record) => [record.reference, record]));
  const problems =
    known.size === given_back.length ? [] : ["the acquirer gave money back twice for one refund"];
  const by_id = new Map(refunds.map((refund) => [refund.id, refund]));
  for (const { reference, amount } of given_back) {
    const refund = by_id.get(reference);
    if (refund?.status !== "succeeded" || refund.amount !== amount) {
      problems.push(
        `refund ${reference}: the acquirer gave ${amount} back, but it is ${refund?.status} here`,
      );
    }
  }
  for (const { id, order, status } of refunds) {
    if (status === "succeeded" && !known.has(id))
      problems.push(`${order}: refunded here, not at the acquirer`);
  }
  return problems;
}
