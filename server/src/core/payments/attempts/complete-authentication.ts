import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { getPaymentMethod } from "../../payment-methods/get.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { findIntent } from "../store.ts";
import { countFailedChallenge } from "../velocity/count-failed-challenge.ts";
import { callConnector, lookUpTime } from "./call-connector.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { settle } from "./settle.ts";
import { findAttempt, reopenAttempt } from "./store.ts";

const ROUNDS = 8;

export interface BuyersAnswer {
  /**
   * Where the buyer's answer passes through our hands: takes it to the processor, not before it is on disk that the attempt
   * has to be asked about, so that what it leads to is found out whatever happens to this process.
   */
  readonly passOn?: () => Promise<void>;
  /** Where the buyer's browser is, by which a challenge that was not passed is counted. */
  readonly network?: string | undefined;
}

/**
 * Goes on with an attempt after the buyer was asked to authenticate. Whoever brings the news (the buyer's browser, the
 * processor) only says that it is time to ask; what happened is the processor's word. Asking twice is harmless.
 */
export async function completeAuthentication(
  core: Core,
  scope: Scope,
  attempt_id: string,
  answer: BuyersAnswer = {},
): Promise<PaymentIntent | undefined> {
  const attempt = await findAttempt(core.db, scope, attempt_id);
  if (attempt === undefined) return undefined;
  // The merchant may note something on the payment at this very moment: nobody else would bring the news again.
  for (let round = 0; round < ROUNDS; round++) {
    const intent = await findIntent(core.db, scope, attempt.payment_intent_id);
    if (intent?.status !== "requires_action" || intent.payment_attempt_id !== attempt.id) return intent;
    const processing: PaymentIntent = {
      ...intent,
      version: intent.version + 1,
      status: "processing",
      next_action: null,
    };
    const resolve_at = lookUpTime(core.connectors.named(attempt.connector), core.clock.now());
    if (await reopenAttempt(core.db, scope, processing, attempt.id, resolve_at)) {
      return askAndSettle(core, scope, processing, attempt, answer);
    }
  }
  throw new Error(`Attempt ${attempt.id} could not be gone on with after its authentication.`);
}

async function askAndSettle(
  core: Core,
  scope: Scope,
  intent: PaymentIntent,
  attempt: PaymentAttempt,
  { passOn, network }: BuyersAnswer,
): Promise<PaymentIntent> {
  const connector = core.connectors.named(attempt.connector);
  const outcome = await callConnector(core, connector, "complete", async () => {
    await passOn?.();
    return connector.complete({ attempt_id: attempt.id, reference: attempt.connector_reference });
  });
  const settled = await settle(core, scope, { intent, attempt, outcome }, null);
  if (outcome.kind === "declined") {
    const fingerprint = (await getPaymentMethod(core, scope, attempt.payment_method_id))?.fingerprint;
    const payment_id = intent.checkout_session_id ?? intent.id;
    await countFailedChallenge(core, scope, { network, fingerprint, payment_id });
  }
  return settled.intent;
}
