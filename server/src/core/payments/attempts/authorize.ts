import type { AuthorizeRequest, Connector, LookupOutcome, Outcome } from "../../../connectors/connector.ts";
import { addMilliseconds } from "../../../kit/clock.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import { forgetSecurityCode } from "../../payment-methods/forget-security-code.ts";
import type { Confirmation } from "../confirm.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { callConnector } from "./call-connector.ts";
import type { ChargedMethod } from "./lanes/store.ts";
import { noticeReference } from "./notice-reference.ts";
import type { PaymentAttempt } from "./payment-attempt.ts";
import { settle } from "./settle.ts";

export interface OpenAttempt {
  readonly intent: PaymentIntent;
  readonly attempt: PaymentAttempt;
  readonly payment_method: ChargedMethod;
  readonly connector: Connector;
  readonly confirmation: Confirmation;
}

/** Asks the processor about an attempt that is already on disk, and settles what it says. */
export async function authorizeAttempt(
  core: Core,
  scope: Scope,
  open: OpenAttempt,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer> {
  const { intent, attempt } = open;
  await open.confirmation.onOpened?.();
  const said = await askProcessor(core, scope, open);
  const outcome =
    said.kind === "needs_action" && open.confirmation.error_on_requires_action === true
      ? await giveUpChallenge(core, open, said.reference)
      : said;
  const settled = await settle(core, scope, { intent, attempt, outcome }, exchange);
  return { ...settled.answer, replayed: false };
}

async function askProcessor(core: Core, scope: Scope, open: OpenAttempt): Promise<Outcome> {
  const request = await buildRequest(core, scope, open);
  return callConnector(core, open.connector, "authorize", () => open.connector.authorize(request));
}

/** Nobody will answer the challenge, so the processor is told to close it, and the payment is declined for that. */
async function giveUpChallenge(
  core: Core,
  { attempt, connector }: OpenAttempt,
  reference: string,
): Promise<LookupOutcome> {
  const outcome = await callConnector(core, connector, "lookup", () =>
    connector.lookup({ attempt_id: attempt.id, reference }),
  );
  if (outcome.kind !== "closed") return outcome;
  return { kind: "declined", reference, code: "authentication_required", decline_code: null };
}

async function buildRequest(core: Core, scope: Scope, open: OpenAttempt): Promise<AuthorizeRequest> {
  const { intent, attempt, payment_method, connector, confirmation } = open;
  return {
    attempt_id: attempt.id,
    amount: attempt.amount,
    currency: attempt.currency,
    card: await core.vault.revealCard(scope, payment_method.card_id),
    security_code: confirmation.security_code ?? (await forgetSecurityCode(core, scope, payment_method)),
    notice_reference: noticeReference(core.vault, scope, attempt.id),
    return_url: intent.return_url,
    off_session: intent.off_session,
    // Another processor's reference would mean nothing to this one.
    setup_reference:
      payment_method.setup_connector === connector.name ? payment_method.setup_reference : null,
    valid_until: addMilliseconds(attempt.created_at, connector.timeout_ms),
  };
}
