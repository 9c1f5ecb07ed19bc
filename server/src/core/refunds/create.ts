import type { Connector, RefundOutcome, RefundRequest } from "../../connectors/connector.ts";
import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { addAmounts } from "../../kit/money.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { sumWithdrawn } from "../disputes/store.ts";
import { insertEvent } from "../events/store.ts";
import type { Answer, Exchange, IdempotencyKey } from "../idempotency/exchange.ts";
import { reserveKey } from "../idempotency/store.ts";
import { callConnector, lookUpTime } from "../payments/attempts/call-connector.ts";
import type { PaymentAttempt } from "../payments/attempts/payment-attempt.ts";
import { findAttempt } from "../payments/attempts/store.ts";
import type { PaymentIntent } from "../payments/payment-intent.ts";
import { taxOfRefund } from "../payments/refund-tax.ts";
import { lockIntent, updateIntent } from "../payments/store.ts";
import { refundEvent } from "./events.ts";
import { recallRefund } from "./recall.ts";
import type { Refund, RefundReason } from "./refund.ts";
import { settleRefund } from "./settle.ts";
import { insertRefund, sumRefundedTax } from "./store.ts";

export interface NewRefund {
  readonly payment_intent_id: string;
  /** Given when only the money of this attempt may go back: it has to be the one by which the payment was paid. */
  readonly payment_attempt_id?: string;
  /** All that is left, when null. */
  readonly amount: number | null;
  readonly reason: RefundReason | null;
  readonly metadata: Readonly<Record<string, string>>;
}

interface OpenedRefund {
  readonly refund: Refund;
  readonly attempt: PaymentAttempt;
  readonly connector: Connector;
}

/**
 * Gives a payment's money back, or a part of it: one durable write before the processor is asked, and one after. The
 * first counts the refund against what was received, under the payment's lock; so however many come at once, no more
 * goes back than has come in.
 */
export async function createRefund(
  core: Core,
  scope: Scope,
  command: NewRefund,
  exchange: Exchange<Refund>,
): Promise<Answer | Refusal> {
  const opened = await core.db.transaction((transaction) =>
    openRefund(core, scope, transaction, command, exchange.idempotency),
  );
  if (opened === "key_taken" || isRefusal(opened)) {
    const recalled = await recallRefund(core, scope, exchange);
    if (recalled !== undefined) return recalled;
    if (opened === "key_taken") throw new Error("An idempotency key that was taken has vanished.");
    return opened;
  }
  const outcome = await askProcessor(core, opened, exchange.test_scenario ?? null);
  const settled = await settleRefund(core, scope, opened.refund, outcome, exchange);
  return { ...settled.answer, replayed: false };
}

/** The ladder: nothing is written before the last refusal. */
async function openRefund(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  command: NewRefund,
  idempotency: IdempotencyKey | null,
): Promise<OpenedRefund | Refusal | "key_taken"> {
  const intent = await lockIntent(transaction, scope, command.payment_intent_id);
  if (intent === undefined) return refuse("resource_missing", "No such payment.", "payment_intent_id");
  const withdrawn = await sumWithdrawn(transaction, scope, intent.id);
  const amount = refundableAmount(intent, withdrawn.amount, command.amount);
  if (isRefusal(amount)) return amount;
  const { payment_attempt_id } = intent;
  if (command.payment_attempt_id !== undefined && command.payment_attempt_id !== payment_attempt_id) {
    return refuse("state_conflict", "This charge cannot be refunded because it has not succeeded.");
  }
  const attempt = payment_attempt_id && (await findAttempt(transaction, scope, payment_attempt_id));
  if (!attempt) throw new Error(`Payment intent ${intent.id} was paid without an attempt.`);
  const connector = core.connectors.named(attempt.connector);
  const refunded_tax = await sumRefundedTax(transaction, scope, intent.id);
  const gone = { ...intent, amount_refunded: addAmounts(intent.amount_refunded, withdrawn.amount) };
  const tax_amount = taxOfRefund(gone, addAmounts(refunded_tax, withdrawn.tax_amount), amount);
  const refund = newRefund(core, command, { attempt, connector, amount, tax_amount });
  const is_free =
    idempotency === null ||
    (await reserveKey(transaction, scope, idempotency, { refund_id: refund.id }, refund.created_at));
  if (!is_free) return "key_taken";
  await insertRefund(transaction, scope, refund);
  await insertEvent(transaction, scope, refundEvent(core, "refund.created", refund));
  await updateIntent(transaction, scope, {
    ...intent,
    version: intent.version + 1,
    amount_refunded: addAmounts(intent.amount_refunded, amount),
  });
  return { refund, attempt, connector };
}

/** `amount_withdrawn` is what disputes have taken back. */
function refundableAmount(
  intent: PaymentIntent,
  amount_withdrawn: number,
  asked: number | null,
): number | Refusal {
  const { status, currency, amount_received, amount_refunded } = intent;
  if (status !== "succeeded") {
    return refuse(
      "state_conflict",
      "This payment cannot be refunded because it has not been paid: its status is {status}.",
      undefined,
      { status },
    );
  }
  const left = addAmounts(amount_received, -amount_refunded, -amount_withdrawn);
  if (left <= 0 && amount_withdrawn > 0) {
    return refuse(
      "charge_disputed",
      "This payment is disputed: the buyer's bank has taken back {amount_withdrawn} of {amount_received} in the smallest unit of {currency}, and nothing is left to refund.",
      undefined,
      { amount_withdrawn, amount_received, currency },
    );
  }
  if (left === 0) {
    return refuse(
      "charge_already_refunded",
      "This payment has been refunded in full: 0 of {amount_received} is left, in the smallest unit of {currency}.",
      undefined,
      { amount_received, currency },
    );
  }
  if (asked !== null && asked > left) {
    return refuse(
      "amount_too_large",
      "Amount must be no more than {left} in the smallest unit of {currency}: so much is left to refund of {amount_received}.",
      "amount",
      { left, currency, amount_received },
    );
  }
  return asked ?? left;
}

type Decided = Omit<OpenedRefund, "refund"> & Pick<Refund, "amount" | "tax_amount">;

function newRefund(
  core: Core,
  { payment_intent_id, reason, metadata }: NewRefund,
  { attempt, connector, amount, tax_amount }: Decided,
): Refund {
  const created_at = core.clock.now();
  return {
    id: core.new_id(),
    version: 1,
    payment_intent_id,
    payment_attempt_id: attempt.id,
    connector: connector.name,
    status: "pending",
    amount,
    tax_amount,
    currency: attempt.currency,
    reason,
    failure_reason: null,
    metadata,
    connector_reference: null,
    reversal_id: null,
    resolve_at: lookUpTime(connector, created_at),
    created_at,
  };
}

function askProcessor(
  core: Core,
  { refund, attempt, connector }: OpenedRefund,
  scenario: string | null,
): Promise<RefundOutcome> {
  const request: RefundRequest = {
    refund_id: refund.id,
    attempt: { attempt_id: attempt.id, reference: attempt.connector_reference },
    amount: refund.amount,
    currency: refund.currency,
    valid_until: addMilliseconds(refund.created_at, connector.timeout_ms),
    test: { scenario, metadata: refund.metadata },
  };
  return callConnector(core, connector, "refund", () => connector.refund(request));
}
