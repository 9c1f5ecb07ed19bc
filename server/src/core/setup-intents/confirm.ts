import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { type CardToSetUp, checkSetupCard } from "./card.ts";
import { dropCard } from "./drop-card.ts";
import { lockOwner } from "./keep-verified.ts";
import { isBeingVerified, type SetupIntent } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";
import { keepOutcome, startVerification, type Verification, verifyCard } from "./verification.ts";

export interface ConfirmSetup {
  /** Left out: the card that the setup intent has. */
  readonly card?: CardToSetUp;
  readonly return_url?: string;
  /** Given by the session whose setup intent it is: nobody else goes on with it. */
  readonly checkout_session_id?: string;
}

/**
 * Verifies the card that is to be kept. One that the buyer types enters the vault only when the processor did not
 * decline it; the security code is passed on and kept nowhere. Of several cards at once, one is verified.
 */
export async function confirmSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  command: ConfirmSetup,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  const begun = await core.db.transaction((transaction) =>
    beginVerification(core, scope, transaction, setup_intent_id, command),
  );
  if (isRefusal(begun)) return begun;
  const outcome = await verifyCard(core, scope, begun);
  return answerOnce(core, scope, exchange, async (transaction) => {
    const owner = await lockOwner(transaction, scope, begun.intent);
    const current = await lockSetupIntent(transaction, scope, setup_intent_id);
    // Nothing has moved at the processor that would have to be taken back.
    if (current?.version !== begun.intent.version) {
      return refuse("setup_intent_conflict", "This setup intent was changed by another request meanwhile.");
    }
    return keepOutcome(core, scope, transaction, { intent: current, owner, card: begun.card, outcome });
  });
}

async function beginVerification(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  setup_intent_id: string,
  command: ConfirmSetup,
): Promise<Verification | Refusal> {
  const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
  if (intent === undefined) return refuse("resource_missing", "No such setup intent.", "id");
  const refusal =
    refuseElsewhere(intent, command.checkout_session_id) ??
    (await refuseConfirmation(core, scope, transaction, intent));
  if (refusal !== undefined) return refusal;
  const card = command.card ?? ownCard(intent);
  if (isRefusal(card)) return card;
  const checked = await checkSetupCard(core, scope, transaction, intent, card);
  if (isRefusal(checked)) return checked;
  // A card whose challenge was left open for this one.
  await dropCard(core, scope, transaction, intent);
  const return_url = command.return_url ?? intent.return_url;
  const moved = { ...intent, version: intent.version + 1, return_url };
  const begun = startVerification(core, scope, moved, checked);
  if (!isRefusal(begun)) await updateSetupIntent(transaction, scope, begun.intent);
  return begun;
}

/** A card that was typed before is not there to be verified again: the buyer types it once more. */
function ownCard({ payment_method_id, card_was_typed }: SetupIntent): CardToSetUp | Refusal {
  if (payment_method_id !== null && !card_was_typed) return { kind: "stored", payment_method_id };
  return refuse("parameter_missing", "Give a payment method to set up.", "payment_method");
}

/** Refuses what a session's own page has to do, unless it is that page. */
export function refuseElsewhere(
  { checkout_session_id }: SetupIntent,
  asking_session_id: string | undefined,
): Refusal | undefined {
  if (checkout_session_id === (asking_session_id ?? null)) return undefined;
  return refuse(
    "setup_intent_conflict",
    "This setup intent belongs to a checkout session: the buyer completes it there.",
  );
}

async function refuseConfirmation(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
): Promise<Refusal | undefined> {
  if (intent.status === "succeeded" || intent.status === "canceled") {
    return refuse(
      "setup_intent_conflict",
      "This setup intent cannot be confirmed because its status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  if (isBeingVerified(intent, core.clock.now())) {
    return refuse(
      "setup_intent_conflict",
      "A card is being verified for this setup intent. Wait for its outcome.",
    );
  }
  if (intent.customer_id !== null && !(await findCustomer(transaction, scope, intent.customer_id))) {
    return refuse("setup_intent_conflict", "The customer of this setup intent was deleted.");
  }
  return undefined;
}
