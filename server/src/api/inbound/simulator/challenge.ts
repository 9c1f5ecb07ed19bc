import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import type { Acquirer } from "../../../connectors/simulator/acquirer.ts";
import type { Core } from "../../../core/core.ts";
import { clientSecret } from "../../../core/payments/client-secret.ts";
import { completeAuthentication } from "../../../core/payments/complete-authentication.ts";
import { getAttempt } from "../../../core/payments/get-attempt.ts";
import { parseNoticeReference } from "../../../core/payments/notice-reference.ts";
import { findCurrency } from "../../../kit/currency.ts";
import { formatId } from "../../../kit/ids.ts";
import { formatAmount } from "../../../kit/money.ts";
import { acceptForms } from "../../plugins/bodies.ts";
import { type ChallengeLocale, challengePage, endedPage, PAGE_HEADERS } from "./page.ts";

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
    const attempt = await findChallenged(core, request.params.reference);
    const currency = attempt && findCurrency(attempt.currency);
    if (attempt === undefined || currency === undefined || attempt.status !== "requires_action") {
      return sendEnded(request, reply);
    }
    const html = challengePage(localeOf(request), formatAmount(attempt.amount, currency), attempt.last4);
    return reply.headers(PAGE_HEADERS).send(html);
  });

  app.post<{ Params: { reference: string }; Body: { result?: unknown } }>(PATH, async (request, reply) => {
    const named = parseNoticeReference(core.vault, request.params.reference);
    if (named === undefined) return sendEnded(request, reply);
    await acquirer.answerChallenge(named.attempt_id, request.body?.result === "approve");
    const intent = await completeAuthentication(core, named.scope, named.attempt_id);
    if (intent?.return_url) return reply.redirect(returnAddress(core, intent.return_url, intent.id), 303);
    return sendEnded(request, reply);
  });
};

async function findChallenged(core: Core, reference: string) {
  const named = parseNoticeReference(core.vault, reference);
  return named && getAttempt(core, named.scope, named.attempt_id);
}

/** The merchant's page learns which payment came back, in the way that Stripe's clients expect. */
function returnAddress(core: Core, return_url: string, intent_id: string): string {
  const url = new URL(return_url);
  url.searchParams.set("payment_intent", formatId("payment_intent", intent_id));
  url.searchParams.set("payment_intent_client_secret", clientSecret(core.vault, intent_id));
  return url.href;
}

function localeOf(request: FastifyRequest): ChallengeLocale {
  return /^zh/i.test(request.headers["accept-language"] ?? "") ? "zh-CN" : "en";
}

function sendEnded(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.headers(PAGE_HEADERS).send(endedPage(localeOf(request)));
}
