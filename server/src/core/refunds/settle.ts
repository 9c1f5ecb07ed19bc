import type { RefundOutcome } from "../../connectors/connector.ts";
import type { Queryable } from "../../db/types.ts";
import { addAmounts } from "../../kit/money.ts";
import type { Scope } from "../../kit/scope.ts";
import { insertEntry } from "../../ledger/store.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import type { Exchange, RenderedAnswer } from "../idempotency/exchange.ts";
import { keepAnswer } from "../idempotency/keep-answer.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import { lockIntent, updateIntent } from "../payments/store.ts";
import { applyOutcome, type RefundChange } from "./apply-outcome.ts";
import { refundEvent, refundedPaymentEvent } from "./events.ts";
import type { Refund } from "./refund.ts";
import { lockRefund, writeRefund } from "./store.ts";

export interface SettledRefund<Rendered> {
  readonly refund: Refund;
  readonly answer: Rendered;
}

/**
 * The one place where a refund gets its outcome: from the connector's answer, from a look-up, and from a call that
 * takes it back. It works under the payment's lock, so whichever comes first wins and the others find it settled.
 * Refund, payment, ledger entry, events and stored answer are one write.
 */
export async function settleRefund(
  core: Core,
  scope: Scope,
  refund: Refund,
  outcome: RefundOutcome,
  exchange: Exchange<Refund>,
): Promise<SettledRefund<RenderedAnswer>>;
export async function settleRefund(
  core: Core,
  scope: Scope,
  refund: Refund,
  outcome: RefundOutcome,
  exchange: null,
): Promise<SettledRefund<RenderedAnswer | undefined>>;
export async function settleRefund(
  core: Core,
  scope: Scope,
  refund: Refund,
  outcome: RefundOutcome,
  exchange: Exchange<Refund> | null,
): Promise<SettledRefund<RenderedAnswer | undefined>> {
  if (outcome.kind === "unknown") {
    core.log.warn({ refund_id: refund.id, reason: outcome.reason }, "a refund's outcome is not known yet");
    return { refund, answer: exchange?.render(refund) };
  }
  return core.db.transaction(async (transaction) => {
    const intent = await lockIntent(transaction, scope, refund.payment_intent_id);
    const current = await lockRefund(transaction, scope, refund.id);
    if (intent === undefined || current === undefined) throw new Error(`Refund ${refund.id} has vanished.`);
    const moment = { now: core.clock.now(), reversal_id: core.new_id() };
    const change = applyOutcome(current, outcome, moment);
    if (change !== undefined) await writeChange(core, scope, transaction, intent, change);
    else warnOfLostMoney(core, current, outcome);
    const settled = change?.refund ?? current;
    const answer = exchange?.render(settled);
    if (answer === undefined || !exchange?.idempotency) return { refund: settled, answer };
    return { refund: settled, answer: await keepAnswer(transaction, scope, exchange.idempotency, answer) };
  });
}

/** A look-up that found nothing should have kept the refund from arriving later. Only a person can settle this. */
function warnOfLostMoney(core: Core, { id, status }: Refund, outcome: RefundOutcome): void {
  if (outcome.kind !== "succeeded" || status === "succeeded") return;
  core.log.error(
    { refund_id: id, status },
    "the processor gave money back for a refund that had been given up",
  );
}

async function writeChange(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: PaymentIntent,
  { refund, amount_released, entry, event_type }: RefundChange,
): Promise<void> {
  await writeRefund(transaction, scope, refund);
  if (entry !== null) await insertEntry(transaction, scope, entry, core.clock.now());
  if (event_type === null) return;
  const refunded: PaymentIntent = {
    ...intent,
    version: intent.version + 1,
    amount_refunded: addAmounts(intent.amount_refunded, -amount_released),
  };
  await updateIntent(transaction, scope, refunded);
  await insertEvent(transaction, scope, refundEvent(core, event_type, refund));
  if (event_type === "refund.succeeded") {
    await insertEvent(transaction, scope, refundedPaymentEvent(core, refunded, refund));
  }
}
