import type {
  AuthorizeRequest,
  Connector,
  DebitOutcome,
  DebitRequest,
  LookupOutcome,
} from "../../../connectors/connector.ts";
import { addMilliseconds } from "../../../kit/clock.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { Answer, Exchange } from "../../idempotency/exchange.ts";
import { forgetSecurityCode } from "../../payment-methods/forget-security-code.ts";
import type { Confirmation } from "../confirmation.ts";
import type { PaymentIntent } from "../payment-intent.ts";
import { Authorization } from "./authorization.ts";
import { callConnector } from "./call-connector.ts";
import type { ChargedMethod } from "./lanes/open/store.ts";
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
  const { onOpened } = open.confirmation;
  if (onOpened !== undefined) await onOpened();
  const said = await askProcessor(core, scope, open, exchange.test_scenario ?? null);
  const outcome =
    said.kind === "needs_action" && open.confirmation.error_on_requires_action === true
      ? await giveUpChallenge(core, open, said.reference)
      : said;
  const { answer } = await settle(core, scope, { intent, attempt, outcome }, exchange);
  return { status: answer.status, body: answer.body, replayed: false };
}

async function askProcessor(
  core: Core,
  scope: Scope,
  open: OpenAttempt,
  scenario: string | null,
): Promise<DebitOutcome> {
  const { connector } = open;
  if (open.payment_method.type === "us_bank_account") {
    const request = await buildDebit(core, scope, open, scenario);
    return await callConnector(core, connector, "debit", () => connector.debit(request));
  }
  const request = await buildAuthorization(core, scope, open, scenario);
  return await callConnector(core, connector, "authorize", () => connector.authorize(request));
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

async function buildDebit(
  core: Core,
  scope: Scope,
  { intent, attempt, payment_method, connector }: OpenAttempt,
  scenario: string | null,
): Promise<DebitRequest> {
  const { vault_entry_id, account_holder_name } = payment_method;
  const account = await core.vault.revealBankAccount(scope, vault_entry_id);
  return {
    attempt_id: attempt.id,
    amount: attempt.amount,
    currency: attempt.currency,
    notice_reference: noticeReference(core.vault, scope, attempt.id),
    valid_until: validUntil(attempt, connector),
    test: { scenario, metadata: intent.metadata },
    us_bank_account: { ...account, account_holder_name: account_holder_name ?? "" },
  };
}

async function buildAuthorization(
  core: Core,
  scope: Scope,
  { intent, attempt, payment_method, connector, confirmation }: OpenAttempt,
  scenario: string | null,
): Promise<AuthorizeRequest> {
  const { vault_entry_id, has_security_code, setup_connector, setup_reference } = payment_method;
  const card = await core.vault.revealCard(scope, vault_entry_id);
  const security_code =
    confirmation.security_code ??
    (has_security_code ? await forgetSecurityCode(core, scope, payment_method) : undefined);
  // Another processor's reference would mean nothing to this one.
  const reference = setup_connector === connector.name ? setup_reference : null;
  const valid_until = validUntil(attempt, connector);
  const asked = { intent, attempt, scenario, valid_until, card, security_code, setup_reference: reference };
  return new Authorization(core.vault, scope, asked);
}

function validUntil(attempt: PaymentAttempt, connector: Connector): Date {
  return addMilliseconds(attempt.created_at, connector.timeout_ms);
}
