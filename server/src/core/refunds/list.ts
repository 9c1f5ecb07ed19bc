import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Refund } from "./refund.ts";
import { findRefunds } from "./store.ts";

/** Refunds, newest first: all of them, or those of one payment. */
export async function listRefunds(
  core: Core,
  scope: Scope,
  page: Page,
  payment_intent_id: string | null,
): Promise<Listed<Refund>> {
  return listed(await findRefunds(core.db, scope, page, payment_intent_id), page);
}
