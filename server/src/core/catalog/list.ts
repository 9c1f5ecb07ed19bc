import { type Listed, listed, type Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";
import { listPrices, listProducts, type PriceFilter, type ProductFilter } from "./store.ts";

export async function listCatalogProducts(
  core: Core,
  scope: Scope,
  page: Page,
  filter: ProductFilter,
): Promise<Listed<Product>> {
  return listed(await listProducts(core.db, scope, page, filter), page);
}

export async function listCatalogPrices(
  core: Core,
  scope: Scope,
  page: Page,
  filter: PriceFilter,
): Promise<Listed<Price>> {
  return listed(await listPrices(core.db, scope, page, filter), page);
}
