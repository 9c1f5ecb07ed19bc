import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Customer } from "./customer.ts";

const COLUMNS =
  "id, email, name, phone, description, address, shipping, metadata, default_payment_method_id, created_at, deleted_at";

/** What may change, in the order of the statement below. */
function changeable(customer: Customer): unknown[] {
  return [
    customer.email,
    customer.name,
    customer.phone,
    customer.description,
    customer.address && JSON.stringify(customer.address),
    customer.shipping && JSON.stringify(customer.shipping),
    JSON.stringify(customer.metadata),
    customer.default_payment_method_id,
    customer.deleted_at,
  ];
}

export async function insertCustomer(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  customer: Customer,
): Promise<void> {
  await db.query(
    `INSERT INTO customers (merchant_id, livemode, id, created_at, email, name, phone, description, address, shipping,
                            metadata, default_payment_method_id, deleted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [merchant_id, livemode, customer.id, customer.created_at, ...changeable(customer)],
  );
}

/** Writes a customer that the caller has locked. */
export async function writeCustomer(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  customer: Customer,
): Promise<void> {
  await transaction.query(
    `UPDATE customers SET email = $4, name = $5, phone = $6, description = $7, address = $8, shipping = $9,
                          metadata = $10, default_payment_method_id = $11, deleted_at = $12
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, customer.id, ...changeable(customer)],
  );
}

export async function findCustomer(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Customer | undefined> {
  const rows = await db.query<Customer>(
    `SELECT ${COLUMNS} FROM customers
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND deleted_at IS NULL`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** Also one that was deleted. */
export async function findFormerCustomer(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Customer | undefined> {
  const rows = await db.query<Customer>(
    `SELECT ${COLUMNS} FROM customers WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** Several, also those that were deleted. */
export async function findFormerCustomers(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  ids: readonly string[],
): Promise<Customer[]> {
  return db.query<Customer>(
    `SELECT ${COLUMNS} FROM customers WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [merchant_id, livemode, ids],
  );
}

/** Reads a customer and keeps other writers away, of its cards too, until the transaction ends. */
export async function lockCustomer(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Customer | undefined> {
  const rows = await transaction.query<Customer>(
    `SELECT ${COLUMNS} FROM customers
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND deleted_at IS NULL FOR UPDATE`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** One row more than asked for, so that the caller sees whether there are more. */
export function selectCustomers(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  page: Page,
  email: string | null,
): Promise<Customer[]> {
  return selectPage<Customer>(
    db,
    `SELECT ${COLUMNS} FROM customers
      WHERE merchant_id = $1 AND livemode = $2 AND deleted_at IS NULL AND ($3::text IS NULL OR email = $3)`,
    [merchant_id, livemode, email],
    page,
  );
}
