import { laneStatement } from "../../db/lane-statement.ts";
import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { PaymentMethod } from "./payment-method.ts";

const COLUMNS =
  "id, type, card_id, brand, last4, exp_month, exp_year, fingerprint, has_security_code, billing_details, metadata, created_at";

export async function insertPaymentMethod(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  method: PaymentMethod,
): Promise<void> {
  await db.query(
    `INSERT INTO payment_methods (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      merchant_id,
      livemode,
      method.id,
      method.type,
      method.card_id,
      method.brand,
      method.last4,
      method.exp_month,
      method.exp_year,
      method.fingerprint,
      method.has_security_code,
      JSON.stringify(method.billing_details),
      JSON.stringify(method.metadata),
      method.created_at,
    ],
  );
}

/** Read for every payment, so the reads of concurrent requests travel together. */
export const findPaymentMethodStatement = laneStatement<Scope & { id: string }, PaymentMethod>({
  name: "find_payment_method",
  columns: { merchant_id: "uuid", livemode: "bool", id: "uuid" },
  sql: (input) =>
    `SELECT input.ordinal, ${COLUMNS.split(", ")
      .map((column) => `payment_method.${column}`)
      .join(", ")}
       FROM ${input}
       JOIN payment_methods AS payment_method USING (merchant_id, livemode, id)`,
});

export async function findPaymentMethods(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  ids: readonly string[],
): Promise<PaymentMethod[]> {
  return db.query<PaymentMethod>(
    `SELECT ${COLUMNS} FROM payment_methods WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [merchant_id, livemode, ids],
  );
}

export async function clearSecurityCodeFlag(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  payment_method_id: string,
): Promise<void> {
  await db.query(
    `UPDATE payment_methods SET has_security_code = false
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND has_security_code`,
    [merchant_id, livemode, payment_method_id],
  );
}
