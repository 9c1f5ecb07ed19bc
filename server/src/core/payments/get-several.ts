import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { findIntents } from "./store.ts";

/** Intents by id. */
export async function getPayments(
  core: Core,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PaymentIntent>> {
  const found = ids.length === 0 ? [] : await findIntents(core.db, scope, [...new Set(ids)]);
  return new Map(found.map((intent) => [intent.id, intent]));
}
