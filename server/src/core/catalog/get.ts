import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";
import { findPrices, findProducts } from "./store.ts";

/** The product, or undefined when this merchant has none of that id in this mode. */
export async function getProduct(core: Core, scope: Scope, product_id: string): Promise<Product | undefined> {
  const [product] = await findProducts(core.db, scope, [product_id]);
  return product;
}

/** The price, or undefined when this merchant has none of that id in this mode. */
export async function getPrice(core: Core, scope: Scope, price_id: string): Promise<Price | undefined> {
  const [price] = await findPrices(core.db, scope, [price_id]);
  return price;
}
