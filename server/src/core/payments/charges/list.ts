import { type Listed, listed, type Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import { type AttemptFilter, selectAttempts } from "../attempts/store.ts";
import type { Charge } from "./charge.ts";
import { asCharges } from "./get-several.ts";

/** Charges, newest first: all of them, or those of a payment, of a customer. */
export async function listCharges(
  core: Core,
  scope: Scope,
  page: Page,
  filter: AttemptFilter,
): Promise<Listed<Charge>> {
  const { items, ...rest } = listed(await selectAttempts(core.db, scope, page, filter), page);
  return { ...rest, items: await asCharges(core, scope, items) };
}
