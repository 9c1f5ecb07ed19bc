import { claimDue } from "../../db/claim-due.ts";
import { selectPage } from "../../db/select-page.ts";
import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Refund } from "./refund.ts";

const refunds = table<Refund>("refunds", {
  id: "fixed",
  version: "mutable",
  payment_intent_id: "fixed",
  payment_attempt_id: "fixed",
  connector: "fixed",
  status: "mutable",
  amount: "fixed",
  tax_amount: "fixed",
  currency: "fixed",
  reason: "fixed",
  failure_reason: "mutable",
  metadata: "mutable json",
  connector_reference: "mutable",
  reversal_id: "mutable",
  resolve_at: "mutable",
  created_at: "fixed",
});

/** Who locks a refund and needs its payment too locks that first, so that no two writers wait for each other. */
export const { insert: insertRefund, update: writeRefund, find: findRefund, lock: lockRefund } = refunds;

/** Takes refunds of all merchants that are due for a look-up. */
export const claimRefundsToResolve = claimDue(refunds, "resolve_at");

/** The tax in all refunds of a payment that stand. */
export async function sumRefundedTax(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  payment_intent_id: string,
): Promise<number> {
  const rows = await transaction.query<{ tax_amount: number }>(
    `SELECT coalesce(sum(tax_amount), 0)::bigint AS tax_amount FROM refunds
      WHERE merchant_id = $1 AND livemode = $2 AND payment_intent_id = $3 AND status NOT IN ('failed', 'canceled')`,
    [merchant_id, livemode, payment_intent_id],
  );
  return rows[0]?.tax_amount ?? 0;
}

/** What of the list is meant; null leaves it open. */
export interface RefundFilter {
  readonly payment_intent_id: string | null;
  readonly payment_attempt_id: string | null;
}

/** Newest first, one more than asked for. */
export function findRefunds(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { payment_intent_id, payment_attempt_id }: RefundFilter,
): Promise<Refund[]> {
  return selectPage<Refund>(db, refunds.select, [merchant_id, livemode], page, {
    payment_intent_id,
    payment_attempt_id,
  });
}
