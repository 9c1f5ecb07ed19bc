import { type Listed, listed, type Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { DisputeFilter } from "../store.ts";
import type { FraudWarning } from "./fraud-warning.ts";
import { findFraudWarningPage } from "./store.ts";

/** Warnings, newest first: all of them, or those of one payment or one attempt to pay. */
export async function listFraudWarnings(
  core: Core,
  scope: Scope,
  page: Page,
  filter: DisputeFilter,
): Promise<Listed<FraudWarning>> {
  return listed(await findFraudWarningPage(core.db, scope, page, filter), page);
}
