import type { Queryable } from "../../db/types.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import { findPrices, findProducts } from "../catalog/store.ts";
import { type Catalog, type LineRules, type RequestedLine, resolveLine } from "./resolve-line.ts";
import type { SessionLine } from "./session.ts";

export interface ResolvedLines {
  readonly currency: string;
  readonly lines: readonly SessionLine[];
}

/** Looks the lines' prices up. Every refusal names the line that it is about. */
export async function resolveLines(
  db: Queryable,
  scope: Scope,
  rules: LineRules,
  requested: readonly RequestedLine[],
): Promise<ResolvedLines | Refusal> {
  const catalog = await readCatalog(db, scope, requested);
  const lines: SessionLine[] = [];
  let currency: string | undefined;
  for (const [index, line] of requested.entries()) {
    const param = `line_items[${index}]`;
    const resolved = resolveLine(line, rules, catalog, param);
    if (isRefusal(resolved)) return resolved;
    currency ??= resolved.currency;
    if (resolved.currency !== currency) {
      return refuse(
        "parameter_invalid",
        "{line} is in {currency}, but line_items[0] is in {first_currency}: all lines of a session have one currency.",
        param,
        { line: param, currency: resolved.currency, first_currency: currency },
      );
    }
    lines.push(resolved.line);
  }
  if (currency === undefined) {
    return refuse("parameter_missing", "line_items must have at least one line.", "line_items");
  }
  return { currency, lines };
}

async function readCatalog(
  db: Queryable,
  scope: Scope,
  requested: readonly RequestedLine[],
): Promise<Catalog> {
  const present = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const named = await findProducts(db, scope, present(requested.map((line) => line.product_id)));
  const price_ids = [
    ...requested.map((line) => line.price_id),
    ...named.map((product) => product.default_price_id),
  ];
  const prices = await findPrices(db, scope, present(price_ids));
  const sold = await findProducts(db, scope, present(prices.map((price) => price.product_id)));
  return {
    products: new Map([...named, ...sold].map((product) => [product.id, product])),
    prices: new Map(prices.map((price) => [price.id, price])),
  };
}
