import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Dispute } from "./dispute.ts";
import { type DisputeFilter, findDisputePage } from "./store.ts";

/** Disputes, newest first: all of them, or those of one payment or one attempt to pay. */
export async function listDisputes(
  core: Core,
  scope: Scope,
  page: Page,
  filter: DisputeFilter,
): Promise<Listed<Dispute>> {
  return listed(await findDisputePage(core.db, scope, page, filter), page);
}
