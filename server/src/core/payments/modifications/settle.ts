import type { CaptureOutcome } from "../../../connectors/connector.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import { insertEntry } from "../../../ledger/store.ts";
import type { Core } from "../../core.ts";
import { insertEvent } from "../../events/store.ts";
import type { Exchange, RenderedAnswer } from "../../idempotency/exchange.ts";
import { keepAnswer } from "../../idempotency/keep-answer.ts";
import { writeAttemptStatus } from "../attempts/store.ts";
import { paymentEvent } from "../events.ts";
import { lockIntent, updateIntent } from "../store.ts";
import { applyOutcome, type ModificationChange } from "./apply-outcome.ts";
import type { Modification, ModifiedPayment } from "./modification.ts";
import { findModification, writeModification } from "./store.ts";

/**
 * The one place where a capture or a void gets its outcome: from the connector's answer, or from a look-up. It works
 * under the payment's lock, so whichever comes first wins and the other finds it settled. Payment, attempt, ledger
 * entry, event and stored answer are one write.
 */
export async function settleModification(
  core: Core,
  scope: Scope,
  modification: Modification,
  outcome: CaptureOutcome,
  exchange: Exchange<ModifiedPayment>,
): Promise<RenderedAnswer>;
export async function settleModification(
  core: Core,
  scope: Scope,
  modification: Modification,
  outcome: CaptureOutcome,
  exchange: null,
): Promise<undefined>;
export async function settleModification(
  core: Core,
  scope: Scope,
  { id, payment_intent_id }: Modification,
  outcome: CaptureOutcome,
  exchange: Exchange<ModifiedPayment> | null,
): Promise<RenderedAnswer | undefined> {
  return core.db.transaction(async (transaction) => {
    const intent = await lockIntent(transaction, scope, payment_intent_id);
    const modification = await findModification(transaction, scope, id);
    if (intent === undefined || modification === undefined)
      throw new Error(`Modification ${id} has vanished.`);
    const change = await writeOutcome(core, scope, transaction, { intent, modification }, outcome);
    const current = {
      intent: change?.payment?.intent ?? intent,
      modification: change?.modification ?? modification,
    };
    const answer = exchange?.render(current);
    // What is told before the outcome is known is not the last word.
    if (answer === undefined || !exchange?.idempotency || current.modification.status === "pending")
      return answer;
    return keepAnswer(transaction, scope, exchange.idempotency, answer);
  });
}

async function writeOutcome(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  current: ModifiedPayment,
  outcome: CaptureOutcome,
): Promise<ModificationChange | undefined> {
  const { modification } = current;
  if (outcome.kind === "unknown") {
    const { id: modification_id } = modification;
    core.log.warn({ modification_id, reason: outcome.reason }, "a modification's outcome is not known yet");
    return undefined;
  }
  const change = applyOutcome(current, outcome, core.clock.now());
  if (change === undefined) warnOfLostMoney(core, modification, outcome);
  else await writeChange(core, scope, transaction, change);
  return change;
}

/** A look-up that found nothing should have kept the capture from arriving later. Only a person can settle this. */
function warnOfLostMoney(core: Core, { id, status }: Modification, outcome: CaptureOutcome): void {
  if (outcome.kind !== "captured" || status === "succeeded") return;
  core.log.error(
    { modification_id: id, status },
    "the processor took money for a capture that had been given up",
  );
}

async function writeChange(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { modification, payment }: ModificationChange,
): Promise<void> {
  await writeModification(transaction, scope, modification);
  if (payment === undefined) return;
  const { intent, attempt_status, entry, event_type } = payment;
  const attempt = { id: modification.payment_attempt_id, status: attempt_status };
  await updateIntent(transaction, scope, intent);
  await writeAttemptStatus(transaction, scope, attempt);
  if (entry !== null) await insertEntry(transaction, scope, entry, core.clock.now());
  await insertEvent(transaction, scope, paymentEvent(core, event_type, intent));
}
