import { mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { getChargeable } from "../payment-methods/get.ts";
import type { PaymentMethod } from "../payment-methods/payment-method.ts";
import { checkAmount } from "./amount.ts";
import type { CaptureMethod, PaymentIntent, PaymentStatus } from "./payment-intent.ts";
import { lockIntent, updateIntent } from "./store.ts";
import { refuseType, refuseTypes } from "./usable-method.ts";

/** Only what is given changes. A metadata value of "" removes its key. */
export interface PaymentChanges {
  readonly amount?: number;
  readonly currency?: string;
  readonly payment_method_id?: string;
  readonly capture_method?: CaptureMethod;
  readonly description?: string | null;
  readonly receipt_email?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What is charged, and how, may change until it is being charged; descriptive fields may change always. */
const REPRICEABLE: readonly PaymentStatus[] = ["requires_payment_method", "requires_confirmation"];

export async function updatePayment(
  core: Core,
  scope: Scope,
  intent_id: string,
  changes: PaymentChanges,
  exchange: Exchange<PaymentIntent>,
): Promise<Answer | Refusal> {
  // Before the intent is locked: a lane that waits for the lock must not be waited for by its holder.
  const { payment_method_id: method_id } = changes;
  const method = method_id === undefined ? undefined : await getChargeable(core, scope, method_id);

  return answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockIntent(transaction, scope, intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such payment intent.", "id");
    const refusal = refuseChanges(intent, changes, method);
    if (refusal !== undefined) return refusal;
    const updated = applyChanges(intent, changes);
    const too_many = refuseMetadata(updated.metadata);
    if (too_many !== undefined) return too_many;
    await updateIntent(transaction, scope, updated);
    return updated;
  });
}

function refuseChanges(
  intent: PaymentIntent,
  changes: PaymentChanges,
  method: PaymentMethod | undefined,
): Refusal | undefined {
  const { amount, currency: code, payment_method_id, capture_method } = changes;
  const reprices = [amount, code, payment_method_id, capture_method].some((change) => change !== undefined);
  if (!reprices) return undefined;
  if (intent.checkout_session_id !== null) {
    return refuse("state_conflict", "This payment belongs to a checkout session, which sets its price.");
  }
  if (!REPRICEABLE.includes(intent.status)) {
    return refuse(
      "state_conflict",
      "Amount, currency, payment method and capture method cannot be changed because the status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  const currency = checkAmount(amount ?? intent.amount, code ?? intent.currency);
  if (isRefusal(currency)) return currency;
  const changed = { ...intent, currency: currency.code };
  if (changes.payment_method_id === undefined) return refuseTypes(changed);
  if (method === undefined) return refuse("resource_missing", "No such payment method.", "payment_method");
  return refuseTypes(changed) ?? refuseType(changed, method);
}

function applyChanges(intent: PaymentIntent, changes: PaymentChanges): PaymentIntent {
  const status =
    changes.payment_method_id !== undefined && intent.status === "requires_payment_method"
      ? "requires_confirmation"
      : intent.status;
  return {
    ...intent,
    version: intent.version + 1,
    status,
    amount: changes.amount ?? intent.amount,
    currency: changes.currency?.toUpperCase() ?? intent.currency,
    payment_method_id: changes.payment_method_id ?? intent.payment_method_id,
    capture_method: changes.capture_method ?? intent.capture_method,
    description: changes.description === undefined ? intent.description : changes.description,
    receipt_email: changes.receipt_email === undefined ? intent.receipt_email : changes.receipt_email,
    metadata: mergeMetadata(intent.metadata, changes.metadata),
  };
}
