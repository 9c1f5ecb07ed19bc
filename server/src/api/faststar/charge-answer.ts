import type { RenderedAnswer } from "../../core/idempotency/exchange.ts";
import { clientSecret } from "../../core/payments/client-secret.ts";
import type { PaymentError, PaymentIntent, PaymentStatus } from "../../core/payments/payment-intent.ts";
import type { CardErrorCode } from "../../kit/errors.ts";
import { formatId } from "../../kit/ids.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Vault } from "../../vault/vault.ts";
import { CARD_MESSAGES } from "./card-messages.ts";
import { success } from "./envelope.ts";
import { STATUS } from "./errors.ts";
import { presentCharge } from "./present.ts";

export interface ChargeContext {
  readonly vault: Vault;
  readonly scope: Scope;
  readonly cashier_url: string;
  readonly request_id: string;
}

export const AUTHENTICATION_MESSAGE = "Payment requires additional authentication";

/** How a charge ended: paid, waiting for the buyer, declined, or not known yet. */
export function chargeAnswer(context: ChargeContext, intent: PaymentIntent): RenderedAnswer {
  const error = intent.last_payment_error;
  if (intent.status === "requires_action") return authenticationNeeded(context, intent);
  if (intent.status === "requires_payment_method" && error !== null) {
    return error.code === "authentication_required"
      ? authenticationNeeded(context, intent)
      : declined(context, intent, error);
  }
  return success(MESSAGES[intent.status] ?? "Payment", presentCharge(intent));
}

const MESSAGES: Partial<Record<PaymentStatus, string>> = {
  succeeded: "Payment succeeded",
  processing: "Payment is being processed",
};

/** The buyer can finish it on a page of ours, whether their bank waits for them or has sent us away to bring them. */
function authenticationNeeded(context: ChargeContext, intent: PaymentIntent): RenderedAnswer {
  const { vault, scope, cashier_url, request_id } = context;
  const payment_intent_id = formatId("payment_intent", intent.id);
  const client_secret = clientSecret(vault, "payment_intent", scope, intent.id);
  const authentication_url = `${cashier_url}/authenticate/${payment_intent_id}?client_secret=${client_secret}`;
  const error = { code: "authentication_required", param: null, request_id, payment_intent_id };
  const data = { payment_intent_id, status: intent.status, client_secret, authentication_url };
  return refused("authentication_required", { success: false, message: AUTHENTICATION_MESSAGE, error, data });
}

function declined({ request_id }: ChargeContext, intent: PaymentIntent, error: PaymentError): RenderedAnswer {
  const { decline_code } = error;
  // Nothing but cards is charged here.
  const code = error.code as CardErrorCode;
  const payment_intent_id = formatId("payment_intent", intent.id);
  const told = {
    code,
    param: "payment_method_id",
    request_id,
    decline_code,
    payment_intent_id,
  };
  return refused(code, { success: false, message: CARD_MESSAGES[code], error: told });
}

function refused(code: PaymentError["code"], body: object): RenderedAnswer {
  return { status: STATUS[code], body: JSON.stringify(body) };
}
