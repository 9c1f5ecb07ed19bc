import type { Scope } from "../../kit/scope.ts";
import type { Core } from "../core.ts";
import type { Price } from "./price.ts";
import type { Product } from "./product.ts";
import { listPrices, listProducts, type Page, type PriceFilter, type ProductFilter } from "./store.ts";

export interface Listed<T> {
  readonly items: readonly T[];
  readonly has_more: boolean;
}

function listed<T>(rows: readonly T[], limit: number): Listed<T> {
  return { items: rows.slice(0, limit), has_more: rows.length > limit };
}

export async function listCatalogProducts(
  core: Core,
  scope: Scope,
  page: Page,
  filter: ProductFilter,
): Promise<Listed<Product>> {
  return listed(await listProducts(core.db, scope, page, filter), page.limit);
}

export async function listCatalogPrices(
  core: Core,
  scope: Scope,
  page: Page,
  filter: PriceFilter,
): Promise<Listed<Price>> {
  return listed(await listPrices(core.db, scope, page, filter), page.limit);
}
