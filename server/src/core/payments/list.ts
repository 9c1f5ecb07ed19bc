import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { PaymentIntent } from "./payment-intent.ts";
import { findIntentPage, type IntentFilter } from "./store.ts";

/** Payments, newest first: all of them, or those in one state, of one of the merchant's references, of a customer. */
export async function listPayments(
  core: Core,
  scope: Scope,
  page: Page,
  filter: IntentFilter,
): Promise<Listed<PaymentIntent>> {
  return listed(await findIntentPage(core.db, scope, page, filter), page);
}
