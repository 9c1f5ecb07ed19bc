import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import { refuseExpired } from "./create.ts";
import { getPaymentMethod } from "./get.ts";
import type { BillingDetails, CardMethod, PaymentMethod } from "./payment-method.ts";
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
        "payment_method_conflict",
        "This payment method was detached: it can be neither changed nor used.",
        "payment_method",
      );
    }
    const changed = applyChanges(method, changes);
    const too_many = refuseMetadata(changed.metadata);
    if (too_many !== undefined) return too_many;
    const renewed =
      changed.type === "card"
        ? await changeExpiry(core, scope, transaction, { method: changed, changes, number })
        : (refuseExpiryOfAccount(changes) ?? changed);
    if (isRefusal(renewed)) return renewed;
    await updateDetails(transaction, scope, renewed);
    return renewed;
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
  if (method?.detached_at !== null || method.type !== "card") return undefined;
  return (await core.vault.revealCard(scope, method.vault_entry_id)).number;
}

function applyChanges(
  method: PaymentMethod,
  { billing_details, metadata }: PaymentMethodChanges,
): PaymentMethod {
  return {
    ...method,
    billing_details: { ...method.billing_details, ...billing_details },
    metadata: mergeMetadata(method.metadata, metadata),
  };
}

function refuseExpiryOfAccount({ exp_month, exp_year }: PaymentMethodChanges): Refusal | undefined {
  if (exp_month === undefined && exp_year === undefined) return undefined;
  return refuse("parameter_unknown", "Received unknown parameter: card. This is a bank account.", "card");
}

interface ExpiryChange {
  readonly method: CardMethod;
  readonly changes: PaymentMethodChanges;
  readonly number: string | undefined;
}

/** What is sealed never changes: another expiry date makes another card in the vault, and the old one is let go. */
async function changeExpiry(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { method, changes, number }: ExpiryChange,
): Promise<CardMethod | Refusal> {
  const { exp_month = method.exp_month, exp_year = method.exp_year } = changes;
  const is_same = exp_month === method.exp_month && exp_year === method.exp_year;
  if (is_same || number === undefined) return method;
  const refusal = refuseExpired(core, scope, { exp_month, exp_year });
  if (refusal !== undefined) return refusal;
  const card = { number, exp_month, exp_year };
  const { vault_entry_id } = await core.vault.storeCard(transaction, scope, card, null);
  await core.vault.releaseEntry(transaction, scope, method.vault_entry_id);
  return { ...method, exp_month, exp_year, vault_entry_id, has_security_code: false };
}
