import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { retirePaymentMethod } from "../payment-methods/detach.ts";
import { lockPaymentMethod } from "../payment-methods/store.ts";
import type { SetupIntent } from "./setup-intent.ts";

/** Forgets the card of a setup intent that will not be kept after all. */
export async function dropCard(
  core: Core,
  scope: Scope,
  transaction: Queryable,
  { payment_method_id }: SetupIntent,
): Promise<void> {
  if (payment_method_id === null) return;
  const method = await lockPaymentMethod(transaction, scope, payment_method_id);
  if (method !== undefined) await retirePaymentMethod(core, scope, transaction, method);
}
