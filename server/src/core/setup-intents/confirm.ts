import type { Connector, Outcome } from "../../connectors/connector.ts";
import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { findCustomer } from "../customers/store.ts";
import { answerOnce, recallAnswer } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { checkCard, type NewCard, saveCard } from "../payment-methods/create.ts";
import { callConnector, lookUpTime } from "../payments/attempts/call-connector.ts";
import { dropCard } from "./drop-card.ts";
import { keepVerified, lockOwner } from "./keep-verified.ts";
import { setupNoticeReference } from "./notice-reference.ts";
import { applyVerification, type SetupIntent } from "./setup-intent.ts";
import { lockSetupIntent, updateSetupIntent } from "./store.ts";

/**
 * The buyer types a card that is to be kept. It is verified first and enters the vault only when the processor did not
 * decline it; the security code is passed on and kept nowhere. Of several cards at once, one is verified.
 */
export async function confirmSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  card: NewCard,
  exchange: Exchange<SetupIntent>,
): Promise<Answer | Refusal> {
  const recalled = await recallAnswer(core, scope, exchange.idempotency);
  if (recalled) return recalled;
  const begun = await core.db.transaction((transaction) =>
    beginVerification(core, scope, transaction, setup_intent_id, card),
  );
  if (isRefusal(begun)) return begun;
  const outcome = await verify(core, scope, begun, card);
  return answerOnce(core, scope, exchange, async (transaction) => {
    const owner = await lockOwner(transaction, scope, begun.intent);
    const current = await lockSetupIntent(transaction, scope, setup_intent_id);
    // Nothing has moved at the processor that would have to be taken back.
    if (current?.version !== begun.intent.version) {
      return refuse("state_conflict", "This setup intent was changed by another request meanwhile.");
    }
    return keepOutcome(core, scope, transaction, { intent: current, owner, card, outcome });
  });
}

interface Verification {
  readonly intent: SetupIntent & { readonly verification_id: string };
  readonly connector: Connector;
  /** Digits only. */
  readonly card_number: string;
}

async function beginVerification(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  setup_intent_id: string,
  card: NewCard,
): Promise<Verification | Refusal> {
  const intent = await lockSetupIntent(transaction, scope, setup_intent_id);
  if (intent === undefined) return refuse("resource_missing", "No such setup intent.", "id");
  const refusal = await refuseConfirmation(core, scope, transaction, intent);
  if (refusal !== undefined) return refusal;
  const checked = checkCard(core, scope, card);
  if (isRefusal(checked)) return checked;
  const connector = core.connectors.choose(scope);
  if (connector === undefined) {
    return refuse(
      "state_conflict",
      "No payment processor is connected in live mode yet. Connect one, or use a test key.",
    );
  }
  // A card whose challenge was left open for this one.
  await dropCard(core, scope, transaction, intent);
  const begun = {
    ...intent,
    version: intent.version + 1,
    status: "requires_payment_method",
    payment_method_id: null,
    verification_id: core.new_id(),
    connector: connector.name,
    connector_reference: null,
    verifying_until: lookUpTime(connector, core.clock.now()),
    last_setup_error: null,
    next_action: null,
  } as const;
  await updateSetupIntent(transaction, scope, begun);
  return { intent: begun, connector, card_number: checked.number };
}

async function refuseConfirmation(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
): Promise<Refusal | undefined> {
  if (intent.status === "succeeded" || intent.status === "canceled") {
    return refuse(
      "state_conflict",
      "This setup intent cannot be confirmed because its status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  if (intent.verifying_until !== null && intent.verifying_until > core.clock.now()) {
    return refuse("state_conflict", "A card is being verified for this setup intent. Wait for its outcome.");
  }
  if (intent.customer_id !== null && !(await findCustomer(transaction, scope, intent.customer_id))) {
    return refuse("state_conflict", "The customer of this setup intent was deleted.");
  }
  return undefined;
}

function verify(
  core: Core,
  scope: Scope,
  { intent, connector, card_number }: Verification,
  card: NewCard,
): Promise<Outcome> {
  const { id: setup_intent_id, verification_id } = intent;
  const { exp_month, exp_year } = card;
  const request = {
    attempt_id: verification_id,
    card: { number: card_number, exp_month, exp_year },
    security_code: card.security_code ?? undefined,
    notice_reference: setupNoticeReference(core.vault, { scope, setup_intent_id, verification_id }),
    valid_until: addMilliseconds(core.clock.now(), connector.timeout_ms),
  };
  return callConnector(core, connector, "verify", () => connector.verify(request));
}

interface VerifiedCard {
  readonly intent: SetupIntent;
  readonly owner: Customer | undefined;
  readonly card: NewCard;
  readonly outcome: Outcome;
}

/** Writes what the processor said, and with it the card, unless it was declined. */
async function keepOutcome(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { intent, owner, card, outcome }: VerifiedCard,
): Promise<SetupIntent | Refusal> {
  const next = applyVerification(intent, outcome);
  if (next.status === "requires_payment_method") {
    await updateSetupIntent(transaction, scope, next);
    return next;
  }
  const method = await saveCard(core, scope, transaction, card, false);
  if (isRefusal(method)) return method;
  const waiting = { ...next, payment_method_id: method.id };
  const kept =
    next.status === "succeeded"
      ? await keepVerified(core, scope, transaction, { intent: waiting, method, owner })
      : waiting;
  await updateSetupIntent(transaction, scope, kept);
  return kept;
}
