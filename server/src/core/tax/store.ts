import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { TaxCalculation } from "./tax-calculation.ts";

const COLUMNS = [
  "id",
  "provider",
  "version",
  "currency",
  "country",
  "region",
  "postal_code",
  "customer_tax_id",
  "seller_country",
  "tax_type",
  "rate_ppm",
  "inclusive",
  "estimated",
  "reverse_charge",
  "note",
  "invoice_notes",
  "lines",
  "calculated_at",
] as const satisfies (keyof TaxCalculation)[];

const SET_AGAIN = COLUMNS.filter((name) => name !== "id").map((name) => `${name} = excluded.${name}`);

/** Writes a calculation, over the earlier one of the same sale. Whether the sale is still open, its owner has to know. */
export async function saveCalculation(
  db: Queryable,
  scope: Scope,
  calculation: TaxCalculation,
): Promise<void> {
  const values = COLUMNS.map((name) =>
    name === "lines" ? JSON.stringify(calculation.lines) : calculation[name],
  );
  await db.query(
    `INSERT INTO tax_calculations (merchant_id, livemode, ${COLUMNS.join(", ")})
     VALUES ($1, $2, ${COLUMNS.map((_, index) => `$${index + 3}`).join(", ")})
     ON CONFLICT (merchant_id, livemode, id) DO UPDATE SET ${SET_AGAIN.join(", ")}`,
    [scope.merchant_id, scope.livemode, ...values],
  );
}

export async function findCalculations(
  db: Queryable,
  scope: Scope,
  ids: readonly string[],
): Promise<TaxCalculation[]> {
  return db.query<TaxCalculation>(
    `SELECT ${COLUMNS.join(", ")} FROM tax_calculations WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [scope.merchant_id, scope.livemode, ids],
  );
}
