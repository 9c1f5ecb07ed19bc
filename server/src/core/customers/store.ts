import { selectPage } from "../../db/select-page.ts";
import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Customer } from "./customer.ts";

const customers = table<Customer>("customers", {
  id: "fixed",
  email: "mutable",
  name: "mutable",
  phone: "mutable",
  description: "mutable",
  address: "mutable json",
  shipping: "mutable json",
  metadata: "mutable json",
  default_payment_method_id: "mutable",
  created_at: "fixed",
  deleted_at: "mutable",
});

/** A former customer is one who may have been deleted. */
export const {
  insert: insertCustomer,
  update: writeCustomer,
  find: findFormerCustomer,
  findSeveral: findFormerCustomers,
} = customers;

export async function findCustomer(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Customer | undefined> {
  const rows = await db.query<Customer>(`${customers.select} AND id = $3 AND deleted_at IS NULL`, [
    merchant_id,
    livemode,
    id,
  ]);
  return rows[0];
}

/** Reads a customer and keeps other writers away, of its cards too, until the transaction ends. */
export async function lockCustomer(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<Customer | undefined> {
  const rows = await transaction.query<Customer>(
    `${customers.select} AND id = $3 AND deleted_at IS NULL FOR UPDATE`,
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
  const select = `${customers.select} AND deleted_at IS NULL`;
  return selectPage<Customer>(db, select, [merchant_id, livemode], page, { email });
}
