import { selectPage } from "../../db/select-page.ts";
import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { SetupIntent } from "./setup-intent.ts";

const setup_intents = table<SetupIntent>("setup_intents", {
  id: "fixed",
  version: "mutable",
  status: "mutable",
  customer_id: "mutable",
  payment_method_id: "mutable",
  card_was_typed: "mutable",
  verification_id: "mutable",
  connector: "mutable",
  connector_reference: "mutable",
  verifying_until: "mutable",
  last_setup_error: "mutable json",
  next_action: "mutable json",
  usage: "fixed",
  payment_method_types: "mutable",
  description: "mutable",
  return_url: "mutable",
  metadata: "mutable json",
  cancellation_reason: "mutable",
  canceled_at: "mutable",
  attached_at: "mutable",
  attaches_card: "fixed",
  checkout_session_id: "fixed",
  created_at: "fixed",
});

export const {
  insertUnlessMade: insertSetupIntentUnlessMade,
  update: updateSetupIntent,
  find: findSetupIntent,
  findSeveral: findSetupIntents,
  lock: lockSetupIntent,
} = setup_intents;

/** What of the list is meant; null leaves it open. */
export interface SetupFilter {
  readonly customer_id: string | null;
  readonly payment_method_id: string | null;
}

/** Newest first, one more than asked for. */
export function findSetupPage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { customer_id, payment_method_id }: SetupFilter,
): Promise<SetupIntent[]> {
  return selectPage<SetupIntent>(db, setup_intents.select, [merchant_id, livemode], page, {
    customer_id,
    payment_method_id,
  });
}
