import { type Metadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findCustomer } from "../customers/store.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { type CardToSetUp, checkSetupCard } from "./card.ts";
import { chooseCard } from "./choose-card.ts";
import { setupEvent } from "./events.ts";
import { lockOwner } from "./keep-verified.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { insertSetupIntentUnlessMade } from "./store.ts";
import { keepOutcome, startVerification, type Verification, verifyCard } from "./verification.ts";

type Described = Pick<SetupIntent, "usage" | "payment_method_types" | "description" | "return_url">;

export interface NewSetupIntent extends Partial<Described> {
  /** Whose card it will be; null when that is not known yet. */
  readonly customer_id: string | null;
  readonly metadata: Metadata;
}

export interface CreateSetupIntent extends NewSetupIntent {
  readonly card: CardToSetUp | null;
  /** Verify the card here and now. */
  readonly confirm: boolean;
}

/** A setup intent whose card becomes its customer's as soon as it is verified. */
export function createSetupIntent(
  core: Core,
  scope: Scope,
  { card, confirm, ...given }: CreateSetupIntent,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  const intent = newSetupIntent(core, { ...given, id: core.new_id(), attaches_card: true });
  return confirm
    ? createConfirmed(core, scope, intent, card, exchange)
    : createOpen(core, scope, intent, card, exchange);
}

function createOpen(
  core: Core,
  scope: Scope,
  intent: SetupIntent,
  card: CardToSetUp | null,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    if (intent.customer_id !== null && !(await findCustomer(transaction, scope, intent.customer_id))) {
      return noSuchCustomer();
    }
    const begun = card === null ? intent : await chooseCard(core, scope, transaction, intent, card);
    if (isRefusal(begun)) return begun;
    await insertSetupIntentUnlessMade(transaction, scope, begun);
    await insertEvent(transaction, scope, setupEvent(core, "setup_intent.created", begun));
    return begun;
  });
}

/** The processor is asked before anything is written: no money moves, so there is nothing to be found again after a crash. */
async function createConfirmed(
  core: Core,
  scope: Scope,
  intent: SetupIntent,
  card: CardToSetUp | null,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  const begun = await prepareVerification(core, scope, intent, card);
  if (isRefusal(begun)) return begun;
  const outcome = await verifyCard(core, scope, begun);
  return answerOnce(core, scope, exchange, async (transaction) => {
    const owner = await lockOwner(transaction, scope, intent);
    if (intent.customer_id !== null && owner === undefined) return noSuchCustomer();
    await insertSetupIntentUnlessMade(transaction, scope, begun.intent);
    // As it would have been without the confirmation.
    const made = { ...begun.intent, verifying_until: null };
    await insertEvent(transaction, scope, setupEvent(core, "setup_intent.created", made));
    return keepOutcome(core, scope, transaction, { intent: begun.intent, owner, card: begun.card, outcome });
  });
}

async function prepareVerification(
  core: Core,
  scope: Scope,
  intent: SetupIntent,
  card: CardToSetUp | null,
): Promise<Verification | Refusal> {
  const too_many = refuseMetadata(intent.metadata);
  if (too_many !== undefined) return too_many;
  if (intent.customer_id !== null && !(await findCustomer(core.db, scope, intent.customer_id))) {
    return noSuchCustomer();
  }
  if (card === null) {
    return refuse("parameter_missing", "Give a payment method to set up.", "payment_method");
  }
  const checked = await checkSetupCard(core, scope, core.db, intent, card);
  return isRefusal(checked) ? checked : startVerification(core, scope, intent, checked);
}

function noSuchCustomer(): Refusal {
  return refuse("resource_missing", "No such customer.", "customer");
}

/** A setup intent as it begins. */
export function newSetupIntent(
  core: Core,
  given: NewSetupIntent & Pick<SetupIntent, "id" | "attaches_card"> & { checkout_session_id?: string },
): SetupIntent {
  return {
    usage: "off_session",
    payment_method_types: ["card"],
    description: null,
    return_url: null,
    checkout_session_id: null,
    ...given,
    version: 1,
    status: "requires_payment_method",
    payment_method_id: null,
    card_was_typed: false,
    verification_id: null,
    connector: null,
    connector_reference: null,
    verifying_until: null,
    last_setup_error: null,
    next_action: null,
    cancellation_reason: null,
    canceled_at: null,
    attached_at: null,
    created_at: core.clock.now(),
  };
}
