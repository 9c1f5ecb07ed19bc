import type { Connector, Outcome } from "../../connectors/connector.ts";
import type { Queryable } from "../../db/types.ts";
import { addMilliseconds } from "../../kit/clock.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { insertEvent } from "../events/store.ts";
import { type NewCard, saveCard } from "../payment-methods/create.ts";
import { forgetSecurityCode } from "../payment-methods/forget-security-code.ts";
import type { CardMethod } from "../payment-methods/payment-method.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import { callConnector, lookUpTime } from "../payments/attempts/call-connector.ts";
import type { CheckedCard } from "./card.ts";
import { setupOutcomeEvent } from "./events.ts";
import { keepVerified } from "./keep-verified.ts";
import { setupNoticeReference } from "./notice-reference.ts";
import { applyVerification, type SetupIntent } from "./setup-intent.ts";
import { updateSetupIntent } from "./store.ts";

type VerifiedIntent = SetupIntent & { readonly verification_id: string };

/** A card that a processor is to be asked about, and the setup intent as it waits for the answer. */
export interface Verification {
  readonly intent: VerifiedIntent;
  readonly connector: Connector;
  readonly card: CheckedCard;
}

/** What a setup intent becomes while a processor is asked about a card. */
export function startVerification(
  core: Core,
  scope: Scope,
  intent: SetupIntent,
  card: CheckedCard,
): Verification | Refusal {
  const connector = core.connectors.choose(scope);
  if (connector === undefined) {
    return refuse(
      "setup_intent_conflict",
      "No payment processor is connected in live mode yet. Connect one, or use a test key.",
    );
  }
  const begun: VerifiedIntent = {
    ...intent,
    status: card.kind === "typed" ? "requires_payment_method" : "requires_confirmation",
    payment_method_id: card.kind === "typed" ? null : card.method.id,
    card_was_typed: card.kind === "typed",
    verification_id: core.new_id(),
    connector: connector.name,
    connector_reference: null,
    verifying_until: lookUpTime(connector, core.clock.now()),
    last_setup_error: null,
    next_action: null,
  };
  return { intent: begun, connector, card };
}

/** Asks the processor. The security code is passed on and kept nowhere. */
export async function verifyCard(
  core: Core,
  scope: Scope,
  { intent, connector, card }: Verification,
): Promise<Outcome> {
  const { id: setup_intent_id, verification_id } = intent;
  const request = {
    attempt_id: verification_id,
    ...(card.kind === "typed" ? typedDigits(card) : await storedDigits(core, scope, card.method)),
    notice_reference: setupNoticeReference(core.vault, { scope, setup_intent_id, verification_id }),
    valid_until: addMilliseconds(core.clock.now(), connector.timeout_ms),
  };
  return callConnector(core, connector, "verify", () => connector.verify(request));
}

function typedDigits({ number, card }: { readonly number: string; readonly card: NewCard }) {
  const { exp_month, exp_year, security_code } = card;
  return { card: { number, exp_month, exp_year }, security_code: security_code ?? undefined };
}

async function storedDigits(core: Core, scope: Scope, method: CardMethod) {
  return {
    card: await core.vault.revealCard(scope, method.vault_entry_id),
    security_code: await forgetSecurityCode(core, scope, method),
  };
}

interface VerifiedCard {
  readonly intent: SetupIntent;
  readonly owner: Customer | undefined;
  readonly card: CheckedCard;
  readonly outcome: Outcome;
}

/** Writes and tells what the processor said, and with it a card that was typed, unless it was declined. */
export async function keepOutcome(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { intent, owner, card, outcome }: VerifiedCard,
): Promise<SetupIntent | Refusal> {
  const next = applyVerification(intent, outcome);
  const kept =
    next.status === "requires_payment_method"
      ? next
      : await keepCard(core, scope, transaction, { next, owner, card });
  if (isRefusal(kept)) return kept;
  await updateSetupIntent(transaction, scope, kept);
  const event = setupOutcomeEvent(core, kept);
  if (event !== undefined) await insertEvent(transaction, scope, event);
  return kept;
}

interface CardToKeep {
  readonly next: SetupIntent;
  readonly owner: Customer | undefined;
  readonly card: CheckedCard;
}

async function keepCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { next, owner, card }: CardToKeep,
): Promise<SetupIntent | Refusal> {
  const method =
    card.kind === "typed"
      ? await saveCard(core, scope, transaction, card.card, false)
      : await lockPaymentMethod(transaction, scope, card.method.id);
  if (isRefusal(method)) return method;
  if (method === undefined || method.detached_at !== null) {
    return refuse("setup_intent_conflict", "The card was detached while it was being verified.");
  }
  const intent = { ...next, payment_method_id: method.id };
  if (intent.status !== "succeeded") return intent;
  return keepVerified(core, scope, transaction, { intent, method, owner });
}
