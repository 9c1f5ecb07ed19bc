import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { findIntent } from "./store.ts";

/** The intent, or undefined when this merchant has none of that id in this mode. */
export function getPayment(core: Core, scope: Scope, intent_id: string): Promise<PaymentIntent | undefined> {
  return findIntent(core.db, scope, intent_id);
}
