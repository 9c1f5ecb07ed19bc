import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";

const PRODUCT_COLUMNS =
  "id, name, description, tax_category, images, metadata, active, default_price_id, created_at";
const PRICE_COLUMNS =
  "id, product_id, currency, unit_amount, type, recurring_interval, recurring_interval_count, trial_period_days, metadata, active, created_at";

export async function insertProduct(db: Queryable, scope: Scope, product: Product): Promise<void> {
  await db.query(
    `INSERT INTO products (merchant_id, livemode, ${PRODUCT_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      scope.merchant_id,
      scope.livemode,
      product.id,
      product.name,
      product.description,
      product.tax_category,
      product.images,
      JSON.stringify(product.metadata),
      product.active,
      product.default_price_id,
      product.created_at,
    ],
  );
}

export async function insertPrice(db: Queryable, scope: Scope, price: Price): Promise<void> {
  await db.query(
    `INSERT INTO prices (merchant_id, livemode, ${PRICE_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      scope.merchant_id,
      scope.livemode,
      price.id,
      price.product_id,
      price.currency,
      price.unit_amount,
      price.type,
      price.recurring_interval,
      price.recurring_interval_count,
      price.trial_period_days,
      JSON.stringify(price.metadata),
      price.active,
      price.created_at,
    ],
  );
}

/** Makes a price the product's default; without `replace`, only when the product has none. */
export async function setDefaultPrice(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  product_id: string,
  price_id: string,
  replace: boolean,
): Promise<void> {
  await db.query(
    `UPDATE products SET default_price_id = $4
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND ($5 OR default_price_id IS NULL)`,
    [merchant_id, livemode, product_id, price_id, replace],
  );
}

export async function findProducts(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Product[]> {
  return db.query<Product>(
    `SELECT ${PRODUCT_COLUMNS} FROM products WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [scope.merchant_id, scope.livemode, ids],
  );
}

export async function findPrices(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Price[]> {
  return db.query<Price>(
    `SELECT ${PRICE_COLUMNS} FROM prices WHERE merchant_id = $1 AND livemode = $2 AND id = ANY($3)`,
    [scope.merchant_id, scope.livemode, ids],
  );
}

export interface Page {
  readonly limit: number;
  /** Rows made before this one. */
  readonly after_id: string | null;
}

/** Newest first, one row more than asked for, so that the caller sees whether there are more. */
export async function listProducts(db: Queryable, scope: Scope, page: Page): Promise<Product[]> {
  return db.query<Product>(
    `SELECT ${PRODUCT_COLUMNS} FROM products
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [scope.merchant_id, scope.livemode, page.after_id, page.limit + 1],
  );
}

export async function listPrices(
  db: Queryable,
  scope: Scope,
  page: Page,
  product_id: string | null,
): Promise<Price[]> {
  return db.query<Price>(
    `SELECT ${PRICE_COLUMNS} FROM prices
      WHERE merchant_id = $1 AND livemode = $2 AND ($3::uuid IS NULL OR id < $3) AND ($5::uuid IS NULL OR product_id = $5)
      ORDER BY id DESC LIMIT $4`,
    [scope.merchant_id, scope.livemode, page.after_id, page.limit + 1, product_id],
  );
}
