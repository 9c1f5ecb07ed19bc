import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Customer } from "../customers/customer.ts";
import { insertEvent } from "../events/store.ts";
import { getPaymentMethod } from "../payment-methods/get.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import { callConnector } from "../payments/attempts/call-connector.ts";
import { countFailedChallenge } from "../payments/velocity/count-failed-challenge.ts";
import { dropCard } from "./drop-card.ts";
import { setupOutcomeEvent } from "./events.ts";
import { keepVerified, lockOwner } from "./keep-verified.ts";
import { applyVerification, type SetupIntent } from "./setup-intent.ts";
import { findSetupIntent, lockSetupIntent, updateSetupIntent } from "./store.ts";

/**
 * Goes on with a verification after the buyer was asked to authenticate. Whoever brings the news only says that it is
 * time to ask; what happened is the processor's word. Asking twice, or about an older verification, is harmless.
 * `network` is where the buyer's browser is, by which a challenge that was not passed is counted.
 */
export async function completeSetupIntent(
  core: Core,
  scope: Scope,
  setup_intent_id: string,
  verification_id: string,
  network?: string,
): Promise<SetupIntent | undefined> {
  const intent = await findSetupIntent(core.db, scope, setup_intent_id);
  if (intent?.status !== "requires_action" || intent.verification_id !== verification_id) return intent;
  if (intent.connector === null) throw new Error(`Setup intent ${intent.id} has no connector.`);
  const connector = core.connectors.named(intent.connector);
  const outcome = await callConnector(core, connector, "complete", () =>
    connector.complete({ attempt_id: verification_id, reference: intent.connector_reference }),
  );
  // The challenge is still there, to be asked about again.
  if (outcome.kind === "unknown") return intent;

  // The card is forgotten below, when it was typed for this.
  const fingerprint = outcome.kind === "declined" ? await fingerprintOf(core, scope, intent) : undefined;
  let is_ours = false;
  const settled = await core.db.transaction(async (transaction) => {
    is_ours = false;
    const owner = await lockOwner(transaction, scope, intent);
    const current = await lockSetupIntent(transaction, scope, setup_intent_id);
    // A note that the merchant has changed meanwhile makes no difference; another verification does.
    if (current?.status !== "requires_action" || current.verification_id !== verification_id) return current;
    const next = applyVerification(current, outcome);
    if (next.status === "requires_payment_method") await dropCard(core, scope, transaction, current);
    const kept = await keepCard(core, scope, transaction, next, owner);
    await updateSetupIntent(transaction, scope, kept);
    const event = setupOutcomeEvent(core, kept);
    if (event !== undefined) await insertEvent(transaction, scope, event);
    is_ours = true;
    return kept;
  });
  if (is_ours && outcome.kind === "declined") {
    await countFailedChallenge(core, scope, { network, fingerprint, payment_id: intent.id });
  }
  return settled;
}

async function fingerprintOf(
  core: Core,
  scope: Scope,
  { payment_method_id }: SetupIntent,
): Promise<string | undefined> {
  return payment_method_id === null
    ? undefined
    : (await getPaymentMethod(core, scope, payment_method_id))?.fingerprint;
}

async function keepCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  intent: SetupIntent,
  owner: Customer | undefined,
): Promise<SetupIntent> {
  if (intent.status !== "succeeded" || intent.payment_method_id === null) return intent;
  const method = await lockPaymentMethod(transaction, scope, intent.payment_method_id);
  if (method === undefined) throw new Error(`Setup intent ${intent.id} has lost its card.`);
  return keepVerified(core, scope, transaction, { intent, method, owner });
}
