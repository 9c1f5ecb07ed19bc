import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Product } from "./product.ts";
import { findPrices, lockProduct, updateProductRow } from "./store.ts";

/** Only what is given changes; `active: false` archives the product. */
export interface ProductChanges extends Partial<Omit<Product, "id" | "metadata" | "created_at">> {
  readonly metadata?: MetadataChanges;
}

/** Changes a product. It is locked before it is read, so of two changes at once neither undoes the other. */
export function updateProduct(
  core: Core,
  scope: Scope,
  product_id: string,
  changes: ProductChanges,
  exchange: Exchange<Product>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const product = await lockProduct(transaction, scope, product_id);
    if (product === undefined) return refuse("resource_missing", "No such product.", "id");
    const updated: Product = {
      ...product,
      ...changes,
      metadata: mergeMetadata(product.metadata, changes.metadata),
    };
    const refusal =
      refuseMetadata(updated.metadata) ??
      (await refuseDefaultPrice(transaction, scope, product, changes.default_price_id));
    if (refusal !== undefined) return refusal;
    await updateProductRow(transaction, scope, updated);
    return updated;
  });
}

async function refuseDefaultPrice(
  transaction: Queryable,
  scope: Scope,
  product: Product,
  price_id: string | null | undefined,
): Promise<Refusal | undefined> {
  if (price_id === undefined || price_id === null) return undefined;
  const param = "default_price_id";
  const [price] = await findPrices(transaction, scope, [price_id]);
  if (price === undefined) return refuse("resource_missing", "No such price.", param);
  if (price.product_id !== product.id) {
    return refuse("parameter_invalid", "default_price_id names a price of another product.", param);
  }
  if (!price.active) {
    return refuse("parameter_invalid", "default_price_id names a price that is archived.", param);
  }
  return undefined;
}
