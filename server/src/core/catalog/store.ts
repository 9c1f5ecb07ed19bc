import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";

const PRODUCT_COLUMNS = [
  "id",
  "name",
  "description",
  "tax_category",
  "images",
  "metadata",
  "active",
  "default_price_id",
  "created_at",
] as const satisfies (keyof Product)[];

const PRICE_COLUMNS = [
  "id",
  "product_id",
  "nickname",
  "currency",
  "unit_amount",
  "type",
  "recurring_interval",
  "recurring_interval_count",
  "trial_period_days",
  "metadata",
  "active",
  "created_at",
] as const satisfies (keyof Price)[];

const PRODUCT_LIST = PRODUCT_COLUMNS.join(", ");

/** Which of its prices is the default is written on the product. */
const SELECT_PRICES = `SELECT ${PRICE_COLUMNS.map((name) => `price.${name}`).join(", ")},
       product.default_price_id IS NOT DISTINCT FROM price.id AS "default"
  FROM prices AS price
  JOIN products AS product
    ON product.merchant_id = price.merchant_id AND product.livemode = price.livemode AND product.id = price.product_id
 WHERE price.merchant_id = $1 AND price.livemode = $2`;

const placeholders = (count: number) =>
  Array.from({ length: count }, (_, index) => `$${index + 3}`).join(", ");

export async function insertProduct(db: Queryable, scope: Scope, product: Product): Promise<void> {
  const row = { ...product, metadata: JSON.stringify(product.metadata) };
  await db.query(
    `INSERT INTO products (merchant_id, livemode, ${PRODUCT_LIST})
     VALUES ($1, $2, ${placeholders(PRODUCT_COLUMNS.length)})`,
    [scope.merchant_id, scope.livemode, ...PRODUCT_COLUMNS.map((name) => row[name])],
  );
}

export async function insertPrice(db: Queryable, scope: Scope, price: Price): Promise<void> {
  const row = { ...price, metadata: JSON.stringify(price.metadata) };
  await db.query(
    `INSERT INTO prices (merchant_id, livemode, ${PRICE_COLUMNS.join(", ")})
     VALUES ($1, $2, ${placeholders(PRICE_COLUMNS.length)})`,
    [scope.merchant_id, scope.livemode, ...PRICE_COLUMNS.map((name) => row[name])],
  );
}

/** Writes what may change of a product that is locked. */
export async function updateProductRow(db: Queryable, scope: Scope, product: Product): Promise<void> {
  await db.query(
    `UPDATE products SET name = $4, description = $5, tax_category = $6, images = $7, metadata = $8, active = $9,
            default_price_id = $10
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
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
    ],
  );
}

/** Writes what may change of a price that is locked. */
export async function updatePriceRow(db: Queryable, scope: Scope, price: Price): Promise<void> {
  await db.query(
    `UPDATE prices SET nickname = $4, metadata = $5, active = $6
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [
      scope.merchant_id,
      scope.livemode,
      price.id,
      price.nickname,
      JSON.stringify(price.metadata),
      price.active,
    ],
  );
}

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

const FIND_PRODUCTS = `SELECT ${PRODUCT_LIST} FROM products WHERE merchant_id = $1 AND livemode = $2`;

export async function findProducts(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Product[]> {
  return db.query<Product>(`${FIND_PRODUCTS} AND id = ANY($3)`, [scope.merchant_id, scope.livemode, ids]);
}

export async function findPrices(db: Queryable, scope: Scope, ids: readonly string[]): Promise<Price[]> {
  return db.query<Price>(`${SELECT_PRICES} AND price.id = ANY($3)`, [scope.merchant_id, scope.livemode, ids]);
}

/** Reads a product and keeps other writers away until the transaction ends. */
export async function lockProduct(db: Queryable, scope: Scope, id: string): Promise<Product | undefined> {
  const rows = await db.query<Product>(`${FIND_PRODUCTS} AND id = $3 FOR UPDATE`, [
    scope.merchant_id,
    scope.livemode,
    id,
  ]);
  return rows[0];
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
    `${FIND_PRODUCTS} AND ($3::uuid IS NULL OR id < $3) AND ($5::boolean IS NULL OR active = $5)
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
