import type { Queryable } from "../../db/types.ts";
import { multiplyByQuantity } from "../../kit/money.ts";
import { isRefusal, type Refusal, refuse } from "../../kit/result.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Price } from "../catalog/price.ts";
import type { Product } from "../catalog/product.ts";
import { findPrices, findProducts } from "../catalog/store.ts";
import type { MerchantMode } from "../merchants/merchant.ts";
import type { SessionLine } from "./session.ts";

/** A line as the merchant asks for it; exactly one of the three ways to name an amount. */
export interface RequestedLine {
  readonly price_id: string | null;
  readonly product_id: string | null;
  readonly quantity: number;
  readonly ad_hoc_amount: number | null;
  readonly ad_hoc_currency: string | null;
  readonly description: string | null;
}

export interface ResolvedLines {
  readonly currency: string;
  readonly lines: readonly SessionLine[];
}

interface Catalog {
  readonly products: ReadonlyMap<string, Product>;
  readonly prices: ReadonlyMap<string, Price>;
}

/** Looks the lines' prices up. Every refusal names the line that it is about. */
export async function resolveLines(
  db: Queryable,
  scope: Scope,
  mode: MerchantMode,
  requested: readonly RequestedLine[],
): Promise<ResolvedLines | Refusal> {
  const catalog = await readCatalog(db, scope, requested);
  const lines: SessionLine[] = [];
  let currency: string | undefined;
  for (const [index, line] of requested.entries()) {
    const resolved = resolveLine(line, mode, catalog, `line_items[${index}]`);
    if (isRefusal(resolved)) return resolved;
    currency ??= resolved.currency;
    if (resolved.currency !== currency) {
      return refuse(
        "parameter_invalid",
        `line_items[${index}] is in ${resolved.currency}, but line_items[0] is in ${currency}: all lines of a session have one currency.`,
        `line_items[${index}]`,
      );
    }
    lines.push(resolved.line);
  }
  if (currency === undefined)
    return refuse("parameter_missing", "line_items must have at least one line.", "line_items");
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

type Resolved = { currency: string; line: SessionLine };

function resolveLine(
  line: RequestedLine,
  mode: MerchantMode,
  catalog: Catalog,
  param: string,
): Resolved | Refusal {
  const named = [line.price_id, line.product_id, line.ad_hoc_amount].filter((value) => value !== null).length;
  if (named === 0 && mode === "mor") {
    return refuse(
      "catalog_reference_required",
      `${param} must reference a price_id or product_id of your catalog.`,
      `${param}.price_id`,
    );
  }
  if (named !== 1) {
    return refuse(
      named === 0 ? "parameter_missing" : "parameter_invalid",
      `${param} must have exactly one of price_id, product_id and ad_hoc_amount.`,
      param,
    );
  }
  return line.ad_hoc_amount === null
    ? catalogLine(line, catalog, param)
    : adHocLine(line, line.ad_hoc_amount, mode, param);
}

function adHocLine(
  line: RequestedLine,
  unit_amount: number,
  mode: MerchantMode,
  param: string,
): Resolved | Refusal {
  if (mode === "mor") {
    return refuse(
      "catalog_reference_required",
      `${param} must reference a price_id or product_id of your catalog: ad hoc amounts are for direct merchants only.`,
      `${param}.ad_hoc_amount`,
    );
  }
  if (line.ad_hoc_currency === null) {
    return refuse(
      "parameter_missing",
      `${param}.ad_hoc_currency is required with ad_hoc_amount.`,
      `${param}.ad_hoc_currency`,
    );
  }
  const currency = line.ad_hoc_currency.toUpperCase();
  const name = line.description ?? "";
  return withAmount(
    { price_id: null, product_id: null, name, tax_category: null, unit_amount },
    line,
    currency,
    param,
  );
}

function catalogLine(line: RequestedLine, catalog: Catalog, param: string): Resolved | Refusal {
  if (line.ad_hoc_currency !== null) {
    return refuse(
      "parameter_invalid",
      `${param}.ad_hoc_currency goes with ad_hoc_amount.`,
      `${param}.ad_hoc_currency`,
    );
  }
  const field = line.price_id === null ? "product_id" : "price_id";
  const price_id = line.price_id ?? catalog.products.get(line.product_id as string)?.default_price_id;
  const price = catalog.prices.get(price_id ?? "");
  const product = catalog.products.get(price?.product_id ?? "");
  if (price === undefined || product === undefined) {
    const exists = field === "product_id" && catalog.products.has(line.product_id as string);
    return exists
      ? refuse(
          "parameter_invalid",
          `${param}.product_id names a product without a price.`,
          `${param}.${field}`,
        )
      : refuse("resource_missing", `${param}.${field} names nothing in your catalog.`, `${param}.${field}`);
  }
  if (!price.active || !product.active) {
    return refuse(
      "parameter_invalid",
      `${param}.${field} names a price or product that is archived.`,
      `${param}.${field}`,
    );
  }
  if (price.type !== "one_time") {
    return refuse(
      "parameter_invalid",
      `${param}.${field} names a recurring price; mode payment takes one_time prices.`,
      `${param}.${field}`,
    );
  }
  const { name, tax_category } = product;
  const sold = {
    price_id: price.id,
    product_id: product.id,
    name,
    tax_category,
    unit_amount: price.unit_amount,
  };
  return withAmount(sold, line, price.currency, param);
}

function withAmount(
  sold: Omit<SessionLine, "quantity" | "amount" | "description">,
  line: RequestedLine,
  currency: string,
  param: string,
): Resolved | Refusal {
  const amount = multiplyByQuantity(sold.unit_amount, line.quantity);
  if (amount === undefined) {
    return refuse(
      "amount_too_large",
      `${param}: quantity times price is more than can be charged.`,
      `${param}.quantity`,
    );
  }
  return { currency, line: { ...sold, description: line.description, quantity: line.quantity, amount } };
}
