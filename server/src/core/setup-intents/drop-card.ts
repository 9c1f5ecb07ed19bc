import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { retirePaymentMethod } from "../payment-methods/detach.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import type { SetupIntent } from "./setup-intent.ts";

/** Forgets a card that was typed for a setup intent and will not be kept after all. */
export async function dropCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { payment_method_id, card_was_typed }: SetupIntent,
): Promise<void> {
  if (payment_method_id === null || !card_was_typed) return;
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  if (method !== undefined) await retirePaymentMethod(core, scope, transaction, method);
}
