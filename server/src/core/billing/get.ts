import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findSubscription } from "./store.ts";
import type { Subscription } from "./subscription.ts";

/** The subscription, or undefined when this merchant has none of that id in this mode. */
export function getSubscription(
  core: Core,
  scope: Scope,
  subscription_id: string,
): Promise<Subscription | undefined> {
  return findSubscription(core.db, scope, subscription_id);
}
