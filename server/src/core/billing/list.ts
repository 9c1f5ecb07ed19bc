import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { findSubscriptionPage, type SubscriptionFilter } from "./store.ts";
import type { Subscription } from "./subscription.ts";

/** A merchant's subscriptions, newest first. */
export async function listSubscriptions(
  core: Core,
  scope: Scope,
  page: Page,
  filter: SubscriptionFilter,
): Promise<Listed<Subscription>> {
  return listed(await findSubscriptionPage(core.db, scope, page, filter), page);
}
