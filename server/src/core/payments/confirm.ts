import type { Connector } from "../../connectors/connector.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { checkAmount } from "./amount.ts";
import { authorizeAttempt } from "./attempts/authorize.ts";
import { lookUpTime } from "./attempts/call-connector.ts";
import { openAttempt, openFirstAttempt } from "./attempts/lanes/open/store.ts";
import type { PaymentAttempt } from "./attempts/payment-attempt.ts";
import { concludeAttempt } from "./attempts/resolve.ts";
import type { Confirmation } from "./confirmation.ts";
import { keepsCard } from "./kept-cards/keep.ts";
import { noteCardToKeep } from "./kept-cards/store.ts";
import { changeDetails, type DetailChanges } from "./payment-details.ts";
import { mayBecome, type PaymentIntent } from "./payment-intent.ts";
import { recallPayment } from "./recall.ts";
import { findIntent } from "./store.ts";
import { refuseUnpayable } from "./usable-method.ts";

export interface ConfirmPayment extends Confirmation {
  /** The session that pays. A session's payment is paid by it alone, at its price and with its tax. */
  readonly checkout_session_id?: string;
  readonly payment_method_id?: string;
  readonly return_url?: string;
  /** A checkout whose buyer moved to another tax jurisdiction pays another amount. */
  readonly amount?: number;
  readonly tax_amount?: number;
  readonly receipt_email?: string;
  readonly details?: DetailChanges;
}

const RACES = 5;
/** Pays an intent that is being made in the same request: one durable write before the processor, one after. */
export async function confirmNewPayment(
  core: Core,
  scope: Scope,
  draft: PaymentIntent,
  confirmation: Confirmation,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  const prepared = await prepareAttempt(core, scope, draft);
  if (isRefusal(prepared)) return (await recallPayment(core, scope, exchange)) ?? prepared;
  const { intent, attempt, connector } = prepared;
  if (keepsCard(intent)) await noteCardToKeep(core.db, scope, attempt);
  const payment_method = await openFirstAttempt(core.db, scope, intent, attempt, exchange.idempotency);
  if (payment_method !== undefined) {
    const open = { intent, attempt, connector, payment_method, confirmation };
    return await authorizeAttempt(core, scope, open, exchange);
  }
  const said =
    (await recallPayment(core, scope, exchange)) ??
    (await refuseUnpayable(core, scope, intent, attempt.payment_method_id));
  return said ?? refuse("state_conflict", "This payment has been started already.");
}

/** Pays an existing intent. Of several requests that try at once, one wins; the others see what it left. */
export async function confirmPayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  command: ConfirmPayment,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  for (let race = 0; race < RACES; race++) {
    const found = await findIntent(core.db, scope, intent_id);
    if (found === undefined) return refuse("resource_missing", "No such payment intent.", "id");
    if (found.checkout_session_id !== (command.checkout_session_id ?? null)) {
      return refuse("state_conflict", "This payment belongs to a checkout session: the buyer pays it there.");
    }
    if (found.status === "requires_action") {
      const answered = await answerWithoutPaying(core, scope, amend(found, command), exchange);
      if (answered !== undefined) return answered;
    }
    const current = await endOpenChallenge(core, scope, found);
    if (current.status === "requires_action") {
      // Another request has begun a challenge meanwhile, which has to be ended as well.
      if (current.payment_attempt_id !== found.payment_attempt_id) continue;
      return (await recallPayment(core, scope, exchange)) ?? refuseWhileChallenged();
    }
    const prepared = await prepareAttempt(core, scope, amend(current, command));
    if (isRefusal(prepared)) return (await recallPayment(core, scope, exchange)) ?? prepared;
    const { intent, attempt, connector } = prepared;
    if (keepsCard(intent)) await noteCardToKeep(core.db, scope, attempt);
    const payment_method = await openAttempt(core.db, scope, intent, attempt, exchange.idempotency);
    if (payment_method !== undefined) {
      const open = { intent, attempt, connector, payment_method, confirmation: command };
      return await authorizeAttempt(core, scope, open, exchange);
    }
    const said =
      (await recallPayment(core, scope, exchange)) ??
      (await refuseUnpayable(core, scope, intent, attempt.payment_method_id));
    if (said !== undefined) return said;
  }
  return refuse("state_conflict", "This payment is being changed by other requests. Try again.");
}

/** The buyer can still authenticate the last attempt: with another one, the payment could be paid twice. */
function refuseWhileChallenged(): Refusal {
  return refuse(
    "state_conflict",
    "The processor could not be told to give up the authentication that the buyer has been asked for. Try again.",
  );
}

interface PreparedAttempt {
  intent: PaymentIntent;
  attempt: PaymentAttempt;
  connector: Connector;
}

/**
 * The ladder: what can be refused without asking the database is refused here, before anything is written. Whether the
 * payment method exists is found out by the write itself, when there is one.
 */
function prepareAttempt(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
): PreparedAttempt | Refusal | Promise<Refusal> {
  if (!mayBecome(intent.status, "processing")) {
    return refuse(
      "state_conflict",
      "This payment cannot be confirmed because its status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  if (intent.payment_method_id === null) {
    return refuse("parameter_missing", "Give a payment method to pay with.", "payment_method");
  }
  const currency = checkAmount(intent.amount, intent.currency);
  if (isRefusal(currency)) return currency;
  const connector = core.connectors.choose(scope);
  if (connector === undefined) return refuseUnconnected(core, scope, intent, intent.payment_method_id);
  const attempt = newAttempt(core, intent, intent.payment_method_id, connector);
  return { intent: startProcessing(intent, attempt), attempt, connector };
}

async function refuseUnconnected(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
  payment_method_id: string,
): Promise<Refusal> {
  const unusable = await refuseUnpayable(core, scope, intent, payment_method_id);
  return (
    unusable ??
    refuse(
      "state_conflict",
      "No payment processor is connected in live mode yet. Connect one, or use a test key.",
    )
  );
}

function newAttempt(
  core: Core,
  intent: PaymentIntent,
  payment_method_id: string,
  connector: Connector,
): PaymentAttempt {
  const created_at = core.clock.now();
  return {
    id: core.new_id(),
    payment_intent_id: intent.id,
    payment_method_id,
    connector: connector.name,
    status: "pending",
    amount: intent.amount,
    currency: intent.currency,
    connector_reference: null,
    error_code: null,
    decline_code: null,
    capture_before: null,
    checks: null,
    resolve_at: lookUpTime(connector, created_at),
    created_at,
  };
}

function startProcessing(intent: PaymentIntent, attempt: PaymentAttempt): PaymentIntent {
  return {
    ...intent,
    version: intent.version + 1,
    status: "processing",
    payment_attempt_id: attempt.id,
    last_payment_error: null,
    next_action: null,
  };
}

function amend(intent: PaymentIntent, command: ConfirmPayment): PaymentIntent {
  return {
    ...intent,
    payment_method_id: command.payment_method_id ?? intent.payment_method_id,
    return_url: command.return_url ?? intent.return_url,
    amount: command.amount ?? intent.amount,
    tax_amount: command.tax_amount ?? intent.tax_amount,
    receipt_email: command.receipt_email ?? intent.receipt_email,
    off_session: command.off_session ?? false,
    details: changeDetails(intent.details, command.details),
  };
}

/** A request that is repeated, or refused, must leave an open challenge as it is. */
async function answerWithoutPaying(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal | undefined> {
  const recalled = await recallPayment(core, scope, exchange);
  if (recalled !== undefined) return recalled;
  const prepared = await prepareAttempt(core, scope, intent);
  return isRefusal(prepared)
    ? prepared
    : refuseUnpayable(core, scope, intent, prepared.attempt.payment_method_id);
}

/**
 * A buyer who tries another card leaves a challenge behind; the processor must give it up before the next attempt.
 * Who names no other card tries the same one again.
 */
async function endOpenChallenge(core: Core, scope: Scope, intent: PaymentIntent): Promise<PaymentIntent> {
  if (intent.status !== "requires_action") return intent;
  const concluded = await concludeAttempt(core, scope, intent);
  return { ...concluded, payment_method_id: concluded.payment_method_id ?? intent.payment_method_id };
}
