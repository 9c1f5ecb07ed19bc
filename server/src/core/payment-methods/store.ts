import { laneStatement } from "../../db/lane-statement.ts";
import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { PaymentMethod } from "./payment-method.ts";

const COLUMNS =
  "id, type, vault_entry_id, brand, last4, exp_month, exp_year, fingerprint, has_security_code, us_bank_account, billing_details, metadata, customer_id, setup_connector, setup_reference, detached_at, created_at";

export async function insertPaymentMethod(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  method: PaymentMethod,
): Promise<void> {
  const card = method.type === "card" ? method : undefined;
  const bank_account = method.type === "us_bank_account" ? method.us_bank_account : undefined;
  await db.query(
    `INSERT INTO payment_methods (merchant_id, livemode, ${COLUMNS})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      merchant_id,
      livemode,
      method.id,
      method.type,
      method.vault_entry_id,
      card?.brand,
      method.last4,
      card?.exp_month,
      card?.exp_year,
      method.fingerprint,
      card?.has_security_code ?? false,
      bank_account && JSON.stringify(bank_account),
      JSON.stringify(method.billing_details),
      JSON.stringify(method.metadata),
      method.customer_id,
      method.setup_connector,
      method.setup_reference,
      method.detached_at,
      method.created_at,
    ],
  );
}

/** Read for every payment, so the reads of concurrent requests travel together. */
export const findPaymentMethodStatement = laneStatement<Scope & { id: string }, PaymentMethod>({
  name: "find_payment_method",
  columns: {
    merchant_id: ["uuid", ({ merchant_id }) => merchant_id],
    livemode: ["bool", ({ livemode }) => livemode],
    id: ["uuid", ({ id }) => id],
  },
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

/** Reads a payment method and keeps other writers away until the transaction ends. */
export async function lockPaymentMethod(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<PaymentMethod | undefined> {
  const rows = await transaction.query<PaymentMethod>(
    `SELECT ${COLUMNS} FROM payment_methods WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** Writes whose card it is and whether it may be charged, of a payment method that the caller has locked. */
export async function updateOwner(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, customer_id, detached_at }: PaymentMethod,
): Promise<void> {
  await transaction.query(
    `UPDATE payment_methods SET customer_id = $4, detached_at = $5
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, customer_id, detached_at],
  );
}

/** Writes what a merchant may change of a payment method that the caller has locked. */
export async function updateDetails(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  method: PaymentMethod,
): Promise<void> {
  const card = method.type === "card" ? method : undefined;
  await transaction.query(
    `UPDATE payment_methods SET vault_entry_id = $4, exp_month = $5, exp_year = $6, has_security_code = $7,
                                billing_details = $8, metadata = $9
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [
      merchant_id,
      livemode,
      method.id,
      method.vault_entry_id,
      card?.exp_month,
      card?.exp_year,
      card?.has_security_code ?? false,
      JSON.stringify(method.billing_details),
      JSON.stringify(method.metadata),
    ],
  );
}

/** A verification of a card that is to be attached. */
export interface CardVerification {
  readonly id: string;
  /** Until then the processor is being asked, and nobody else asks. */
  readonly verifying_until: Date;
}

/** Begins to verify a card that is nobody's. Undefined when it is somebody's by now, or is being verified. */
export async function beginVerification(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  payment_method_id: string,
  { id, verifying_until }: CardVerification,
  now: Date,
): Promise<PaymentMethod | undefined> {
  const rows = await db.query<PaymentMethod>(
    `UPDATE payment_methods SET verification_id = $4, verifying_until = $5
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND customer_id IS NULL AND detached_at IS NULL
        AND (verifying_until IS NULL OR verifying_until <= $6)
     RETURNING ${COLUMNS}`,
    [merchant_id, livemode, payment_method_id, id, verifying_until, now],
  );
  return rows[0];
}

/** Ends a verification. Undefined when its time was over, and another one has begun. */
export async function endVerification(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  payment_method_id: string,
  verification_id: string,
): Promise<PaymentMethod | undefined> {
  const rows = await db.query<PaymentMethod>(
    `UPDATE payment_methods SET verifying_until = NULL
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND verification_id = $4 RETURNING ${COLUMNS}`,
    [merchant_id, livemode, payment_method_id, verification_id],
  );
  return rows[0];
}

/** Keeps the processor's reference of the verification by which a card was set up. */
export async function updateSetup(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, setup_connector, setup_reference }: Pick<PaymentMethod, "id" | "setup_connector" | "setup_reference">,
): Promise<void> {
  await transaction.query(
    `UPDATE payment_methods SET setup_connector = $4, setup_reference = $5
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, setup_connector, setup_reference],
  );
}

/** A customer's payment methods, of one type when it is given, one row more than asked for. */
export function selectMethodsOfCustomer(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  customer_id: string,
  page: Page,
  type: PaymentMethod["type"] | null,
): Promise<PaymentMethod[]> {
  return selectPage<PaymentMethod>(
    db,
    `SELECT ${COLUMNS} FROM payment_methods WHERE merchant_id = $1 AND livemode = $2 AND customer_id = $3`,
    [merchant_id, livemode, customer_id],
    page,
    { type },
  );
}

/** All that can be charged, of one type when it is given, whosever it is, one row more than asked for. */
export function selectMethods(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  type: PaymentMethod["type"] | null,
): Promise<PaymentMethod[]> {
  return selectPage<PaymentMethod>(
    db,
    `SELECT ${COLUMNS} FROM payment_methods WHERE merchant_id = $1 AND livemode = $2 AND detached_at IS NULL`,
    [merchant_id, livemode],
    page,
    { type },
  );
}

/** All of a customer's payment methods, kept from other writers until the transaction ends. */
export async function lockMethodsOfCustomer(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  customer_id: string,
): Promise<PaymentMethod[]> {
  return transaction.query<PaymentMethod>(
    `SELECT ${COLUMNS} FROM payment_methods
      WHERE merchant_id = $1 AND livemode = $2 AND customer_id = $3 ORDER BY id DESC FOR UPDATE`,
    [merchant_id, livemode, customer_id],
  );
}
