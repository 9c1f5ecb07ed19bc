import { table } from "../../db/table.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";

const products = table<Product>("products", {
  id: "fixed",
  name: "mutable",
  description: "mutable",
  tax_category: "mutable",
  images: "mutable",
  metadata: "mutable json",
  active: "mutable",
  default_price_id: "mutable",
  created_at: "fixed",
});

/** Which price is the default is written on the product. */
const prices = table<Omit<Price, "default">>("prices", {
  id: "fixed",
  product_id: "fixed",
  nickname: "mutable",
  currency: "fixed",
  unit_amount: "fixed",
  type: "fixed",
  recurring_interval: "fixed",
  recurring_interval_count: "fixed",
  trial_period_days: "fixed",
  metadata: "mutable json",
  active: "mutable",
  created_at: "fixed",
});

const SELECT_PRICES = `SELECT ${prices.column_names.map((name) => `price.${name}`).join(", ")},
       product.default_price_id IS NOT DISTINCT FROM price.id AS "default"
  FROM prices AS price
  JOIN products AS product
    ON product.merchant_id = price.merchant_id AND product.livemode = price.livemode AND product.id = price.product_id
 WHERE price.merchant_id = $1 AND price.livemode = $2`;

export const {
  insert: insertProduct,
  update: updateProductRow,
  findSeveral: findProducts,
  lock: lockProduct,
} = products;

export const { insert: insertPrice, update: updatePriceRow } = prices;

/** Makes a price the product's default; without `replace`, only when the product has none. Answers whether it is. */
export async function setDefaultPrice(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  product_id: string,
  price_id: string,
  replace: boolean,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE products SET default_price_id = $4
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND ($5 OR default_price_id IS NULL) RETURNING 1`,
    [merchant_id, livemode, product_id, price_id, replace],
  );
  return rows.length === 1;
}

/** Leaves the product without a default price, if it is this one. */
export async function clearDefaultPrice(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  product_id: string,
  price_id: string,
): Promise<void> {
  await db.query(
    `UPDATE products SET default_price_id = NULL
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND default_price_id = $4`,
    [merchant_id, livemode, product_id, price_id],
  );
}

export async function findPrices(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Price[]> {
  return db.query<Price>(`${SELECT_PRICES} AND price.id = ANY($3)`, [scope.merchant_id, scope.livemode, ids]);
}

/** Reads a price, which must be there, and keeps other writers away until the transaction ends. */
export async function lockPrice(db: Queryable, scope: Scope, id: string): Promise<Price> {
  const rows = await db.query<Price>(`${SELECT_PRICES} AND price.id = $3 FOR UPDATE OF price`, [
    scope.merchant_id,
    scope.livemode,
    id,
  ]);
  if (rows[0] === undefined) throw new Error(`Price ${id} has vanished.`);
  return rows[0];
}

/** Null where it makes no difference. */
export interface ProductFilter {
  readonly active: boolean | null;
}

/** Null where it makes no difference. */
export interface PriceFilter {
  readonly active: boolean | null;
  readonly product_id: string | null;
  readonly type: Price["type"] | null;
  readonly currency: string | null;
}

/** Newest first, one row more than asked for, so that the caller sees whether there are more. */
export async function listProducts(
  db: Queryable,
  scope: Scope,
  page: Page,
  filter: ProductFilter,
): Promise<Product[]> {
  return db.query<Product>(
    `${products.select} AND ($3::uuid IS NULL OR id < $3) AND ($5::boolean IS NULL OR active = $5)
      ORDER BY id DESC LIMIT $4`,
    [scope.merchant_id, scope.livemode, page.after_id, page.limit + 1, filter.active],
  );
}

/** Newest first, one row more than asked for. */
export async function listPrices(
  db: Queryable,
  scope: Scope,
  page: Page,
  filter: PriceFilter,
): Promise<Price[]> {
  return db.query<Price>(
    `${SELECT_PRICES}
       AND ($3::uuid IS NULL OR price.id < $3) AND ($5::boolean IS NULL OR price.active = $5)
       AND ($6::uuid IS NULL OR price.product_id = $6) AND ($7::text IS NULL OR price.type = $7)
       AND ($8::text IS NULL OR price.currency = $8)
      ORDER BY price.id DESC LIMIT $4`,
    [
      scope.merchant_id,
      scope.livemode,
      page.after_id,
      page.limit + 1,
      filter.active,
      filter.product_id,
      filter.type,
      filter.currency,
    ],
  );
}
