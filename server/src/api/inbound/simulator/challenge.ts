import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Acquirer } from "../../../connectors/simulator/acquirer.ts";
import { activateSession } from "../../../core/billing/complete-checkout.ts";
import type { Core } from "../../../core/core.ts";
import { getPaymentMethod } from "../../../core/payment-methods/get.ts";
import { completeAuthentication } from "../../../core/payments/attempts/complete-authentication.ts";
import { getAttempt } from "../../../core/payments/attempts/get.ts";
import { parseNoticeReference } from "../../../core/payments/attempts/notice-reference.ts";
import { clientSecret } from "../../../core/payments/client-secret.ts";
import { completeSetupIntent } from "../../../core/setup-intents/complete.ts";
import { getSetupIntent } from "../../../core/setup-intents/get.ts";
import {
  type NamedVerification,
  parseSetupNoticeReference,
} from "../../../core/setup-intents/notice-reference.ts";
import type { SetupIntent } from "../../../core/setup-intents/setup-intent.ts";
import { findCurrency } from "../../../kit/currency.ts";
import { formatId } from "../../../kit/ids.ts";
import { formatAmount } from "../../../kit/money.ts";
import type { Scope } from "../../../kit/scope.ts";
import { acceptForms } from "../../plugins/bodies.ts";
import { buyerNetwork } from "../../plugins/network.ts";
import { type ChallengeLocale, type ChallengeShown, challengePage, endedPage, PAGE_HEADERS } from "./page.ts";

export interface ChallengeOptions {
  core: Core;
  acquirer: Acquirer;
}

const PATH = "/simulator/challenge/:reference";

/**
 * The simulated issuer's authentication page, and the notice that it sends us. A real processor shows its own page and
 * calls our inbound road; here both stand in one place.
 */
export const simulatorChallenge: FastifyPluginAsync<ChallengeOptions> = async (app, { core, acquirer }) => {
  app.removeAllContentTypeParsers();
  acceptForms(app);

  app.get<{ Params: { reference: string } }>(PATH, async (request, reply) => {
    const challenge = await findChallenge(core, request.params.reference);
    if (challenge === undefined) return sendEnded(request, reply);
    return reply.headers(PAGE_HEADERS).send(challengePage(localeOf(request), challenge));
  });

  app.post<{ Params: { reference: string }; Body: { result?: unknown } }>(PATH, async (request, reply) => {
    const { reference } = request.params;
    const is_authenticated = request.body?.result === "approve";
    const payment = parseNoticeReference(core.vault, reference);
    if (payment !== undefined) {
      const { scope, attempt_id } = payment;
      const passOn = () => acquirer.answerChallenge(attempt_id, is_authenticated);
      const answer = { passOn, network: buyerNetwork(request) };
      const intent = await completeAuthentication(core, scope, attempt_id, answer);
      if (intent?.status === "succeeded") await activateSession(core, scope, intent.checkout_session_id);
      if (intent?.return_url) {
        return reply.redirect(returnAddress(core, scope, intent.return_url, intent.id), 303);
      }
    }
    const setup = parseSetupNoticeReference(core.vault, reference);
    if (setup !== undefined) {
      await acquirer.answerChallenge(setup.verification_id, is_authenticated);
      const { scope, setup_intent_id, verification_id } = setup;
      const network = buyerNetwork(request);
      const intent = await completeSetupIntent(core, scope, setup_intent_id, verification_id, network);
      if (intent?.return_url) return reply.redirect(setupReturnAddress(core, scope, intent), 303);
    }
    return sendEnded(request, reply);
  });
};

/** What the issuer asks its cardholder about, as long as it is open. */
async function findChallenge(core: Core, reference: string): Promise<ChallengeShown | undefined> {
  const setup = parseSetupNoticeReference(core.vault, reference);
  if (setup !== undefined) return findSetupChallenge(core, setup);
  const named = parseNoticeReference(core.vault, reference);
  const attempt = named && (await getAttempt(core, named.scope, named.attempt_id));
  const currency = attempt && findCurrency(attempt.currency);
  if (attempt?.status !== "requires_action" || currency === undefined) return undefined;
  return { amount: formatAmount(attempt.amount, currency), last4: attempt.last4 };
}

async function findSetupChallenge(
  core: Core,
  { scope, setup_intent_id, verification_id }: NamedVerification,
): Promise<ChallengeShown | undefined> {
  const intent = await getSetupIntent(core, scope, setup_intent_id);
  if (intent?.status !== "requires_action" || intent.verification_id !== verification_id) return undefined;
  const method =
    intent.payment_method_id === null
      ? undefined
      : await getPaymentMethod(core, scope, intent.payment_method_id);
  return method && { amount: null, last4: method.last4 };
}

/** The merchant's page learns which payment came back, in the way that Stripe's clients expect. */
function returnAddress(core: Core, scope: Scope, return_url: string, intent_id: string): string {
  const url = new URL(return_url);
  url.searchParams.set("payment_intent", formatId("payment_intent", intent_id));
  url.searchParams.set(
    "payment_intent_client_secret",
    clientSecret(core.vault, "payment_intent", scope, intent_id),
  );
  return url.href;
}

function setupReturnAddress(core: Core, scope: Scope, { id, status, return_url }: SetupIntent): string {
  const url = new URL(return_url ?? "");
  url.searchParams.set("setup_intent", formatId("setup_intent", id));
  url.searchParams.set("setup_intent_client_secret", clientSecret(core.vault, "setup_intent", scope, id));
  url.searchParams.set("redirect_status", status === "succeeded" ? "succeeded" : "failed");
  return url.href;
}

function localeOf(request: FastifyRequest): ChallengeLocale {
  return /^zh/i.test(request.headers["accept-language"] ?? "") ? "zh-CN" : "en";
}

function sendEnded(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.headers(PAGE_HEADERS).send(endedPage(localeOf(request)));
}
