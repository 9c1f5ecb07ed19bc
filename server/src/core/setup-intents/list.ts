import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { SetupIntent } from "./setup-intent.ts";
import { findSetupPage, type SetupFilter } from "./store.ts";

/** Setup intents, newest first: all of them, those of a customer, or those of a payment method. */
export async function listSetupIntents(
  core: Core,
  scope: Scope,
  page: Page,
  filter: SetupFilter,
): Promise<Listed<SetupIntent>> {
  return listed(await findSetupPage(core.db, scope, page, filter), page);
}
