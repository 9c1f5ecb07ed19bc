import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentMethod } from "./payment-method.ts";
import { findPaymentMethods } from "./store.ts";

/** The payment methods of a list's things, by id. */
export async function getPaymentMethods(
  core: Core,
  scope: Scope,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, PaymentMethod>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const found = wanted.length === 0 ? [] : await findPaymentMethods(core.db, scope, wanted);
  return new Map(found.map((method) => [method.id, method]));
}
