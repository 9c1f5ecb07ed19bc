import { claimDue } from "../../../db/claim-due.ts";
import { table } from "../../../db/table.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Modification } from "./modification.ts";

const modifications = table<Modification>("payment_modifications", {
  id: "fixed",
  payment_intent_id: "fixed",
  payment_attempt_id: "fixed",
  connector: "fixed",
  type: "fixed",
  status: "mutable",
  amount: "fixed",
  currency: "fixed",
  cancellation_reason: "fixed",
  connector_reference: "mutable",
  resolve_at: "fixed",
  created_at: "fixed",
});

/** A modification is locked by its payment, and what is written of it later is its outcome. */
export const {
  insert: insertModification,
  update: writeModification,
  find: findModification,
} = modifications;

/** Takes pending modifications of all merchants that are due for a look-up. */
export const claimModificationsToResolve = claimDue(modifications, "resolve_at", "status = 'pending'");

/** The one that an authorisation waits for, or that has ended it. To be asked under the payment's lock. */
export async function findModificationOfAttempt(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  payment_attempt_id: string,
): Promise<Modification | undefined> {
  const rows = await transaction.query<Modification>(
    `${modifications.select} AND payment_attempt_id = $3 AND status <> 'failed'`,
    [merchant_id, livemode, payment_attempt_id],
  );
  return rows[0];
}
