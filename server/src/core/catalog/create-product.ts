import type { Refusal } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import { answerOnce } from "../idempotency/answer-once.ts";
import type { Answer, Exchange } from "../idempotency/exchange.ts";
import type { Product } from "./product.ts";
import { insertProduct } from "./store.ts";

export type NewProduct = Omit<Product, "id" | "default_price_id" | "created_at">;

export function createProduct(
  core: Core,
  scope: Scope,
  command: NewProduct,
  exchange: Exchange<Product>,
): Promise<Answer | Refusal> {
  return answerOnce(core, scope, exchange, async (transaction) => {
    const product: Product = {
      ...command,
      id: core.new_id(),
      default_price_id: null,
      created_at: core.clock.now(),
    };
    await insertProduct(transaction, scope, product);
    return product;
  });
}
