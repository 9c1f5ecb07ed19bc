import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refuseExpired } from "./create.ts";
import { getPaymentMethod } from "./get.ts";
import type { BillingDetails, PaymentMethod } from "./payment-method.ts";
import { lockPaymentMethod, updateDetails } from "./store.ts";

/** Only what is given changes; null takes a value away. A card's number never changes. */
export interface PaymentMethodChanges {
  readonly billing_details?: Partial<BillingDetails>;
  readonly metadata?: MetadataChanges;
  readonly exp_month?: number;
  readonly exp_year?: number;
}

/** Changes what is known about a card: whose it is, until when it is valid, and the merchant's own notes. */
export async function updatePaymentMethod(
  core: Core,
  scope: Scope,
  payment_method_id: string,
  changes: PaymentMethodChanges,
  exchange: Exchange<PaymentMethod>,
): Promise<Answer | Refusal> {
  // Before the method is locked: neither a lane nor the vault may be waited for by who holds a lock.
  const number = await findNumber(core, scope, payment_method_id, changes);
  return answerOnce(core, scope, exchange, async (transaction) => {
    const method = await lockPaymentMethod(transaction, scope, payment_method_id);
    if (method === undefined) return refuse("resource_missing", "No such payment method.", "id");
    if (method.detached_at !== null) {
      return refuse(
        "state_conflict",
        "This payment method was detached: it can be neither changed nor used.",
        "payment_method",
      );
    }
    const changed = applyChanges(method, changes);
    const refusal = refuseMetadata(changed.metadata) ?? refuseExpiry(core, scope, method, changed);
    if (refusal !== undefined) return refusal;
    const sealed = await resealCard(core, scope, transaction, { method, changed, number });
    await updateDetails(transaction, scope, sealed);
    return sealed;
  });
}

/** The card's number, when the card has to be sealed again with another expiry date. */
async function findNumber(
  core: Core,
  scope: Scope,
  payment_method_id: string,
  { exp_month, exp_year }: PaymentMethodChanges,
): Promise<string | undefined> {
  if (exp_month === undefined && exp_year === undefined) return undefined;
  const method = await getPaymentMethod(core, scope, payment_method_id);
  if (method?.detached_at !== null) return undefined;
  return (await core.vault.revealCard(scope, method.card_id)).number;
}

function applyChanges(method: PaymentMethod, changes: PaymentMethodChanges): PaymentMethod {
  const { billing_details, metadata, exp_month, exp_year } = changes;
  return {
    ...method,
    exp_month: exp_month ?? method.exp_month,
    exp_year: exp_year ?? method.exp_year,
    billing_details: { ...method.billing_details, ...billing_details },
    metadata: mergeMetadata(method.metadata, metadata),
  };
}

function hasSameExpiry(left: PaymentMethod, right: PaymentMethod): boolean {
  return left.exp_month === right.exp_month && left.exp_year === right.exp_year;
}

function refuseExpiry(
  core: Core,
  scope: Scope,
  method: PaymentMethod,
  changed: PaymentMethod,
): Refusal | undefined {
  return hasSameExpiry(method, changed) ? undefined : refuseExpired(core, scope, changed);
}

interface Resealing {
  readonly method: PaymentMethod;
  readonly changed: PaymentMethod;
  readonly number: string | undefined;
}

/** What is sealed never changes: another expiry date makes another card in the vault, and the old one is let go. */
async function resealCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { method, changed, number }: Resealing,
): Promise<PaymentMethod> {
  if (number === undefined || hasSameExpiry(method, changed)) return changed;
  const { exp_month, exp_year } = changed;
  const { card_id } = await core.vault.storeCard(transaction, scope, { number, exp_month, exp_year }, null);
  await core.vault.releaseCard(transaction, scope, method.card_id);
  return { ...changed, card_id, has_security_code: false };
}
