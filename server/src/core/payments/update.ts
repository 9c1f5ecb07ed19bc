import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { getCustomer } from "../customers/get.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { checkAmount } from "./amount.ts";
import { changeDetails, type DetailChanges } from "./payment-details.ts";
import type { CaptureMethod, PaymentIntent, PaymentStatus } from "./payment-intent.ts";
import { findIntent, lockIntent, updateIntent } from "./store.ts";
import { refuseTypes, refuseUnusable } from "./usable-method.ts";

/** Only what is given changes. A metadata value of "" removes its key. */
export interface PaymentChanges {
  readonly amount?: number;
  readonly currency?: string;
  readonly payment_method_id?: string;
  readonly capture_method?: CaptureMethod;
  readonly customer_id?: string;
  readonly description?: string | null;
  readonly receipt_email?: string | null;
  readonly metadata?: MetadataChanges;
  readonly details?: DetailChanges;
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
  const unusable = await refusePayer(core, scope, intent_id, changes);

  return answerOnce(core, scope, exchange, async (transaction) => {
    const intent = await lockIntent(transaction, scope, intent_id);
    if (intent === undefined) return refuse("resource_missing", "No such payment intent.", "id");
    const refusal = refuseChanges(intent, changes, unusable);
    if (refusal !== undefined) return refusal;
    const updated = applyChanges(intent, changes);
    const too_many = refuseMetadata(updated.metadata);
    if (too_many !== undefined) return too_many;
    await updateIntent(transaction, scope, updated);
    return updated;
  });
}

/** Why the customer or the payment method cannot be the payment's, if one of them is to change. */
async function refusePayer(
  core: Core,
  scope: Scope,
  intent_id: string,
  { customer_id, payment_method_id }: PaymentChanges,
): Promise<Refusal | undefined> {
  if (customer_id === undefined && payment_method_id === undefined) return undefined;
  if (customer_id !== undefined && (await getCustomer(core, scope, customer_id)) === undefined) {
    return refuse("resource_missing", "No such customer.", "customer");
  }
  const intent = await findIntent(core.db, scope, intent_id);
  const method_id = payment_method_id ?? intent?.payment_method_id ?? null;
  if (intent === undefined || method_id === null) return undefined;
  const changed = { ...intent, customer_id: customer_id ?? intent.customer_id };
  return refuseUnusable(core, scope, changed, method_id);
}

function refuseChanges(
  intent: PaymentIntent,
  changes: PaymentChanges,
  unusable: Refusal | undefined,
): Refusal | undefined {
  const { amount, currency: code, payment_method_id, customer_id, capture_method, details } = changes;
  const charged = [amount, code, payment_method_id, customer_id, capture_method, details?.setup_future_usage];
  // That the bank is to decide is said routinely, by client libraries.
  charged.push(details?.request_three_d_secure ?? undefined);
  const reprices = charged.some((change) => change !== undefined);
  if (!reprices) return undefined;
  if (intent.checkout_session_id !== null) {
    return refuse("state_conflict", "This payment belongs to a checkout session, which sets its price.");
  }
  if (!REPRICEABLE.includes(intent.status)) {
    return refuse(
      "state_conflict",
      "Amount, currency, customer, payment method and capture method cannot be changed because the status is {status}.",
      undefined,
      { status: intent.status },
    );
  }
  const currency = checkAmount(amount ?? intent.amount, code ?? intent.currency);
  if (isRefusal(currency)) return currency;
  const changed = {
    ...intent,
    currency: currency.code,
    capture_method: capture_method ?? intent.capture_method,
  };
  return refuseTypes(changed) ?? unusable;
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
    customer_id: changes.customer_id ?? intent.customer_id,
    details: changeDetails(intent.details, changes.details),
    metadata: mergeMetadata(intent.metadata, changes.metadata),
  };
}
