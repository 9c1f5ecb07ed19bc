import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { insertEvent } from "../events/store.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { checkAmount } from "./amount.ts";
import { confirmNewPayment } from "./confirm.ts";
import type { Confirmation } from "./confirmation.ts";
import { paymentEvent } from "./events.ts";
import type { PaymentDetails } from "./payment-details.ts";
import type { CaptureMethod, PaymentIntent } from "./payment-intent.ts";
import { insertIntentUnlessMade } from "./store.ts";
import { refuseTypes, refuseUnusable } from "./usable-method.ts";

export interface NewPayment {
  /** Given when the id was set aside earlier, as a checkout session does. */
  readonly id?: string;
  readonly amount: number;
  readonly currency: string;
  readonly tax_amount: number;
  readonly payment_method_id: string | null;
  readonly payment_method_types: readonly string[];
  readonly description: string | null;
  readonly receipt_email: string | null;
  readonly return_url: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly checkout_session_id: string | null;
  readonly client_reference_id: string | null;
  readonly customer_id: string | null;
  /** At once, when left out. */
  readonly capture_method?: CaptureMethod;
  readonly details?: PaymentDetails | null;
  /** Pay at once, with `payment_method_id`. */
  readonly confirm: Confirmation | null;
}

/** Makes a payment intent and, when asked, pays it in the same request. */
export async function createPayment(
  core: Core,
  scope: Scope,
  command: NewPayment,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  const currency = checkAmount(command.amount, command.currency);
  if (isRefusal(currency)) return currency;
  const intent = newIntent(core, command, currency.code);
  const refusal = refuseTypes(intent);
  if (refusal !== undefined) return refusal;
  if (command.confirm !== null) {
    return await confirmNewPayment(core, scope, intent, command.confirm, exchange);
  }

  return answerOnce(core, scope, exchange, async (transaction) => {
    const method_id = command.payment_method_id;
    const unusable = method_id === null ? undefined : await refuseUnusable(core, scope, intent, method_id);
    if (unusable !== undefined) return unusable;
    if (!(await insertIntentUnlessMade(transaction, scope, intent))) {
      return refuse("state_conflict", "This payment has been started already.");
    }
    await insertEvent(transaction, scope, paymentEvent(core, "payment.created", intent));
    return intent;
  });
}

/** An intent as it begins. */
export function newIntent(core: Core, command: NewPayment, currency: string): PaymentIntent {
  return {
    id: command.id ?? core.new_id(),
    version: 1,
    status: command.payment_method_id === null ? "requires_payment_method" : "requires_confirmation",
    amount: command.amount,
    amount_received: 0,
    amount_refunded: 0,
    tax_amount: command.tax_amount,
    currency,
    capture_method: command.capture_method ?? "automatic",
    payment_method_id: command.payment_method_id,
    payment_attempt_id: null,
    payment_method_types: command.payment_method_types,
    description: command.description,
    receipt_email: command.receipt_email,
    return_url: command.return_url,
    metadata: command.metadata,
    last_payment_error: null,
    next_action: null,
    cancellation_reason: null,
    canceled_at: null,
    checkout_session_id: command.checkout_session_id,
    client_reference_id: command.client_reference_id,
    customer_id: command.customer_id,
    off_session: command.confirm?.off_session ?? false,
    details: command.details ?? null,
    created_at: core.clock.now(),
  };
}
