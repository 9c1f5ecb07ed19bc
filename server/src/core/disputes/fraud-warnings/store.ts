import { selectPage } from "../../../db/select-page.ts";
import { table } from "../../../db/table.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { DisputeFilter } from "../store.ts";
import type { FraudWarning } from "./fraud-warning.ts";

type ReceivedWarning = Omit<FraudWarning, "actionable">;

const fraud_warnings = table<ReceivedWarning>("fraud_warnings", {
  id: "fixed",
  payment_intent_id: "fixed",
  payment_attempt_id: "fixed",
  connector: "fixed",
  connector_reference: "fixed",
  fraud_type: "fixed",
  created_at: "fixed",
});

/** False when the processor has told of it before; then nothing was written. */
export const { insertUnlessMade: insertFraudWarning } = fraud_warnings;

const COLUMNS = fraud_warnings.column_names.join(", ");

/** Once a payment is disputed, it cannot be refunded any more, and neither when all of it has gone back. */
const ACTIONABLE = `NOT EXISTS (
         SELECT FROM disputes AS dispute
          WHERE dispute.merchant_id = fraud_warnings.merchant_id AND dispute.livemode = fraud_warnings.livemode
            AND dispute.payment_intent_id = fraud_warnings.payment_intent_id
            AND dispute.payment_attempt_id = fraud_warnings.payment_attempt_id)
       AND EXISTS (
         SELECT FROM payment_intents AS intent
          WHERE intent.merchant_id = fraud_warnings.merchant_id AND intent.livemode = fraud_warnings.livemode
            AND intent.id = fraud_warnings.payment_intent_id
            AND intent.amount_refunded < intent.amount_received) AS actionable`;

export async function findFraudWarning(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<FraudWarning | undefined> {
  const rows = await db.query<FraudWarning>(
    `SELECT ${COLUMNS}, ${ACTIONABLE} FROM fraud_warnings WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** One row more than asked for. */
export function findFraudWarningPage(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  { payment_intent_id, payment_attempt_id }: DisputeFilter,
): Promise<FraudWarning[]> {
  return selectPage<FraudWarning>(
    db,
    `SELECT ${COLUMNS}, ${ACTIONABLE} FROM fraud_warnings WHERE merchant_id = $1 AND livemode = $2`,
    [merchant_id, livemode],
    page,
    { payment_intent_id, payment_attempt_id },
  );
}
