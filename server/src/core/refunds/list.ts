import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Refund } from "./refund.ts";
import { findRefunds, type RefundFilter } from "./store.ts";

/** Refunds, newest first: all of them, those of one payment, or those of one of its attempts. */
export async function listRefunds(
  core: Core,
  scope: Scope,
  page: Page,
  filter: RefundFilter,
): Promise<Listed<Refund>> {
  return listed(await findRefunds(core.db, scope, page, filter), page);
}
