import type { LookupOutcome } from "../../../connectors/connector.ts";
import { OutcomeUnknown } from "../../../db/lane-batch.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Exchange, RenderedAnswer } from "../../idempotency/exchange.ts";
import { keepAnswer } from "../../idempotency/keep-answer.ts";
import { paymentEvent } from "../events.ts";
import { keepCardOfAttempt, keepsCard } from "../kept-cards/keep.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { tellOutcome } from "../recall.ts";
import { findIntent } from "../store.ts";
import { applyOutcome, type NextState } from "./apply-outcome.ts";
import { needsCircumstances, readCircumstances } from "./circumstances.ts";
import { settleAttempt } from "./lanes/settle/store.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { findAttempt, postponeLookUp } from "./store.ts";

export interface Settlement {
  readonly intent: PaymentIntent;
  readonly attempt: PaymentAttempt;
  readonly outcome: LookupOutcome;
}

export interface Settled<Rendered> {
  readonly intent: PaymentIntent;
  readonly answer: Rendered;
}

const ROUNDS = 8;
const RECONNECT_PAUSE_MS = 100;

/**
 * The one place where an attempt gets its outcome. Three roads end here: the connector's answer, the processor's own
 * notice, and the look-up of an attempt that was left pending. The write names the version it was computed from, so
 * whichever road comes first wins, and the others find the payment settled. Intent, attempt, ledger entry, event and
 * stored answer are one write.
 */
export async function settle(
  core: Core,
  scope: Scope,
  settlement: Settlement,
  exchange: Exchange<PaymentIntent>,
): Promise<Settled<RenderedAnswer>>;
export async function settle(
  core: Core,
  scope: Scope,
  settlement: Settlement,
  exchange: null,
): Promise<Settled<RenderedAnswer | undefined>>;
export async function settle(
  core: Core,
  scope: Scope,
  { intent, attempt, outcome }: Settlement,
  exchange: Exchange<PaymentIntent> | null,
): Promise<Settled<RenderedAnswer | undefined>> {
  const known = needsCircumstances(intent, outcome)
    ? await readCircumstances(core, scope, intent, attempt, outcome)
    : {};
  let current = intent;
  for (let round = 0; round < ROUNDS; round++) {
    if (outcome.kind === "unknown") {
      core.log.warn(
        { attempt_id: attempt.id, reason: outcome.reason },
        "an attempt's outcome is not known yet",
      );
      return { intent: current, answer: exchange?.render(current) };
    }
    // A look-up takes its time, and another road may have come first.
    if (!isOpen(current, attempt)) {
      return settledElsewhere(core, scope, current, attempt, outcome, exchange);
    }
    if (outcome.kind === "processing" && (await isTakenOn(core, scope, attempt))) {
      await postponeLookUp(core.db, scope, attempt.id, outcome.expected_at);
      return { intent: current, answer: exchange?.render(current) };
    }
    const next = applyOutcome(current, attempt, outcome, known);
    const answer = exchange?.render(next.intent);
    const written = await tryToWrite(core, scope, { current, next, exchange, answer });
    if (written) {
      if (isDecided(next) && keepsCard(next.intent)) await keepNow(core, scope, next);
      return { intent: next.intent, answer };
    }

    const fresh = await findIntent(core.db, scope, intent.id);
    if (fresh === undefined) throw new Error(`Payment intent ${intent.id} has vanished.`);
    current = fresh;
  }
  throw new Error(`Attempt ${attempt.id} could not be settled; it will be looked up.`);
}

/** The payment is settled whatever happens here: what cannot be done now is done by a worker. */
async function keepNow(core: Core, scope: Scope, { intent, attempt }: NextState): Promise<void> {
  try {
    await keepCardOfAttempt(core, scope, intent, attempt);
  } catch (error) {
    core.log.error({ err: error, attempt_id: attempt.id }, "a card is to be kept later");
  }
}

function isDecided({ attempt }: NextState): boolean {
  return ["approved", "authorized", "declined"].includes(attempt.status);
}

interface Write {
  current: PaymentIntent;
  next: NextState;
  exchange: Exchange<PaymentIntent> | null;
  answer: RenderedAnswer | undefined;
}

/** True when written; false when the intent has moved on, or when the connection broke and we have to look. */
async function tryToWrite(core: Core, scope: Scope, { next, exchange, answer }: Write): Promise<boolean> {
  try {
    return await settleAttempt(core.db, scope, {
      intent: next.intent,
      attempt: next.attempt,
      entry: next.entry,
      event: paymentEvent(core, next.event_type, next.intent),
      idempotency: exchange?.idempotency ?? null,
      answer,
      keeps_words: exchange?.repeats_success !== true || answer?.status !== 200,
      settled_at: core.clock.now(),
    });
  } catch (error) {
    if (!(error instanceof OutcomeUnknown)) throw error;
    await new Promise((resolve) => setTimeout(resolve, RECONNECT_PAUSE_MS));
    return false;
  }
}

/** Whether a payment, as it was just read, waits for this attempt's outcome. */
function isOpen(intent: PaymentIntent, attempt: PaymentAttempt): boolean {
  return (
    intent.payment_attempt_id === attempt.id &&
    (intent.status === "processing" || intent.status === "requires_action")
  );
}

/** Whether it is known already that the processor has taken the attempt on. To be asked after the intent was read. */
async function isTakenOn(core: Core, scope: Scope, attempt: PaymentAttempt): Promise<boolean> {
  return (await findAttempt(core.db, scope, attempt.id))?.status === "processing";
}

async function settledElsewhere(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  outcome: LookupOutcome,
  exchange: Exchange<PaymentIntent> | null,
): Promise<Settled<RenderedAnswer | undefined>> {
  if (outcome.kind === "approved") await reverseUnlessApproved(core, scope, attempt);
  const answer = exchange?.render(intent);
  if (answer === undefined || !exchange?.idempotency) return { intent, answer };
  const kept = await keepAnswer(core.db, scope, exchange.idempotency, answer, (event_id) =>
    tellOutcome(core, scope, event_id, exchange),
  );
  return { intent, answer: kept };
}

/** An approval that came after the attempt had been given up is money that must go back. */
async function reverseUnlessApproved(core: Core, scope: Scope, attempt: PaymentAttempt): Promise<void> {
  const stored = await findAttempt(core.db, scope, attempt.id);
  if (stored === undefined || ["authorized", "approved", "voided"].includes(stored.status)) return;
  core.log.error({ attempt_id: attempt.id }, "an approval came too late and is reversed");
  await core.connectors
    .named(attempt.connector)
    .reverse({ attempt_id: attempt.id, reference: stored.connector_reference });
}
