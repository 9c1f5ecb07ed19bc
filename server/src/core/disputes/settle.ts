import type { DisputeReport } from "../../connectors/dispute-desk.ts";
import type { Queryable } from "../../db/types.ts";
import { addAmounts } from "../../kit/money.ts";
import type { Scope } from "../../kit/scope.ts";
import { insertEntry } from "../../ledger/store.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import type { PaymentAttempt } from "../payments/attempts/payment-attempt.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import { taxOfRefund } from "../payments/refund-tax.ts";
import { lockIntent } from "../payments/store.ts";
import { applyReport, type DisputeStep, type Moment, openingSteps } from "./apply-report.ts";
import { disputeEvent } from "./events.ts";
import { draftDispute } from "./open.ts";
import { insertDispute, lockReportedDispute, sumWithdrawn, writeDispute } from "./store.ts";

/** The tax in what has been refunded of a payment. The room of refunds comes after this one, and hands it in. */
export type SumRefundedTax = (
  transaction: Queryable,
  scope: Scope,
  payment_intent_id: string,
) => Promise<number>;

/**
 * The one place where a processor's report becomes a dispute, and where a dispute gets its outcome. It works under the
 * payment's lock, as refunds do, so that what one takes the other sees. Dispute, ledger entries and events are one
 * write; told twice, it happens once.
 */
export async function settleDispute(
  core: Core,
  scope: Scope,
  attempt: PaymentAttempt,
  report: DisputeReport,
  sumRefundedTax: SumRefundedTax,
): Promise<void> {
  await core.db.transaction(async (transaction) => {
    const intent = await lockIntent(transaction, scope, attempt.payment_intent_id);
    if (intent === undefined) throw new Error(`Attempt ${attempt.id} has no payment intent.`);
    const { connector } = attempt;
    const current = await lockReportedDispute(transaction, scope, connector, report.reference);
    const refunded_tax = await sumRefundedTax(transaction, scope, intent.id);
    const moment = await momentOf(core, scope, transaction, intent, refunded_tax);
    const steps =
      current === undefined
        ? openingSteps(draftDispute(core, attempt, report), report, moment)
        : applyReport(current, report, moment);
    const last = steps.at(-1)?.dispute;
    if (last === undefined) return;
    await (current === undefined ? insertDispute : writeDispute)(transaction, scope, last);
    for (const step of steps) await writeConsequences(core, scope, transaction, step);
  });
}

async function momentOf(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { id, amount_received, amount_refunded, tax_amount }: PaymentIntent,
  refunded_tax: number,
): Promise<Moment> {
  const withdrawn = await sumWithdrawn(transaction, scope, id);
  const payment = {
    amount_received,
    amount_refunded: addAmounts(amount_refunded, withdrawn.amount),
    tax_amount,
  };
  const tax_gone = addAmounts(refunded_tax, withdrawn.tax_amount);
  return {
    reinstatement_id: core.new_id(),
    taxOf: (amount) => (amount_received === 0 ? 0 : taxOfRefund(payment, tax_gone, amount)),
  };
}

async function writeConsequences(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { dispute, entry, event_types }: DisputeStep,
): Promise<void> {
  if (entry !== null) await insertEntry(transaction, scope, entry, core.clock.now());
  for (const [index, type] of event_types.entries()) {
    const version = dispute.version - event_types.length + index + 1;
    await insertEvent(transaction, scope, disputeEvent(core, type, { ...dispute, version }));
  }
}
