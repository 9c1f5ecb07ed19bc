import type { Queryable } from "../../db/types.ts";
import { type MetadataChanges, mergeMetadata, refuseMetadata } from "../../kit/metadata.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Price } from "./price.ts";
import {
  clearDefaultPrice,
  findPrices,
  lockPrice,
  lockProduct,
  setDefaultPrice,
  updatePriceRow,
} from "./store.ts";

/** Only what is given changes; `active: false` archives the price. What is paid for it is not among it. */
export interface PriceChanges extends Partial<Pick<Price, "nickname" | "active" | "default">> {
  readonly metadata?: MetadataChanges;
}

/** Changes a price. It is locked before it is read, so of two changes at once neither undoes the other. */
export function updatePrice(
  core: Core,
  scope: Scope,
  price_id: string,
  changes: PriceChanges,
  exchange: Exchange<Price>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const [found] = await findPrices(transaction, scope, [price_id]);
    if (found === undefined) return refuse("resource_missing", "No such price.", "id");
    // Always the product before the price, so that nobody waits for somebody who waits for them.
    if (changes.default !== undefined) await lockProduct(transaction, scope, found.product_id);
    const locked = await lockPrice(transaction, scope, price_id);
    const price: Price = {
      ...locked,
      ...changes,
      metadata: mergeMetadata(locked.metadata, changes.metadata),
    };
    const refusal = refuseMetadata(price.metadata) ?? refuseDefault(price, changes);
    if (refusal !== undefined) return refusal;
    await updatePriceRow(transaction, scope, price);
    await changeDefault(transaction, scope, price, changes.default);
    // Whether it is the default now is written on its product.
    const [written] = await findPrices(transaction, scope, [price_id]);
    return written ?? price;
  });
}

function refuseDefault(price: Price, changes: PriceChanges): Refusal | undefined {
  if (changes.default !== true || price.active) return undefined;
  return refuse("parameter_invalid", "An archived price cannot be a product's default price.", "default");
}

async function changeDefault(
  transaction: Queryable,
  scope: Scope,
  price: Price,
  is_default: boolean | undefined,
): Promise<void> {
  if (is_default === true) await setDefaultPrice(transaction, scope, price.product_id, price.id, true);
  if (is_default === false) await clearDefaultPrice(transaction, scope, price.product_id, price.id);
}
