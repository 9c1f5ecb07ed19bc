import type { Core } from "../../core/core.ts";
import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { clientSecret } from "../../core/payments/client-secret.ts";
import { isBeingVerified, type SetupError, type SetupIntent } from "../../core/setup-intents/setup-intent.ts";
import { unixSeconds } from "../../kit/clock.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import { ok } from "./answers.ts";
import { presentError } from "./present.ts";

function presentSetupError(error: SetupError) {
  const presented = presentError(error);
  if (error.code !== "authentication_failed") return presented;
  return { ...presented, code: "setup_intent_authentication_failure" };
}

function presentNextAction({ next_action, return_url }: SetupIntent) {
  if (next_action === null) return null;
  return { type: "redirect_to_url", redirect_to_url: { url: next_action.challenge_url, return_url } };
}

/** While a processor is being asked, the status is `processing`. */
export function presentSetupIntent(core: Core, scope: Scope, intent: SetupIntent) {
  const { customer_id: customer, payment_method_id: method } = intent;
  return {
    id: formatId("setup_intent", intent.id),
    object: "setup_intent",
    application: null,
    cancellation_reason: intent.cancellation_reason,
    client_secret: clientSecret(core.vault, "setup_intent", scope, intent.id),
    created: unixSeconds(intent.created_at),
    customer: customer && formatId("customer", customer),
    description: intent.description,
    last_setup_error: intent.last_setup_error && presentSetupError(intent.last_setup_error),
    latest_attempt: null,
    livemode: scope.livemode,
    mandate: null,
    metadata: intent.metadata,
    next_action: presentNextAction(intent),
    on_behalf_of: null,
    payment_method: method && formatId("payment_method", method),
    payment_method_types: intent.payment_method_types,
    single_use_mandate: null,
    status: isBeingVerified(intent, core.clock.now()) ? "processing" : intent.status,
    usage: intent.usage,
  };
}

/** The answer to a request that verified a card: the setup intent, or the card error with the setup intent in it. */
export function setupAnswer(
  { status }: SetupIntent,
  setup_intent: { readonly last_setup_error: object | null },
  request_id: string,
): RenderedAnswer {
  const { last_setup_error } = setup_intent;
  if (status !== "requires_payment_method" || last_setup_error === null) return ok(setup_intent);
  const error = { ...last_setup_error, setup_intent, request_id };
  return { status: 402, body: JSON.stringify({ error }) };
}
