import { findCurrency } from "../../kit/currency.ts";
import { multiplyByQuantity } from "../../kit/money.ts";
import { type Refusal, refuse } from "../../kit/result.ts";
import type { Price } from "../catalog/price.ts";
import type { Product } from "../catalog/product.ts";
import { type Recurrence, recurrenceOf } from "../catalog/recurrence.ts";
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

/** What decides which lines a session may have. */
export interface LineRules {
  readonly merchant_mode: MerchantMode;
  /** A single payment takes prices that are paid once, a subscription those that recur. */
  readonly mode: "payment" | "subscription";
}

/** The prices and products that the lines name, and the products of these prices. */
export interface Catalog {
  readonly products: ReadonlyMap<string, Product>;
  readonly prices: ReadonlyMap<string, Price>;
}

interface ResolvedLine {
  readonly currency: string;
  readonly recurrence: Recurrence | null;
  readonly line: SessionLine;
}

/** One line with its price, or why it cannot be sold. `param` is where it stands in the request. */
export function resolveLine(
  line: RequestedLine,
  rules: LineRules,
  catalog: Catalog,
  param: string,
): ResolvedLine | Refusal {
  const refusal = refuseReferences(line, rules, param);
  if (refusal !== undefined) return refusal;
  return line.ad_hoc_amount === null
    ? catalogLine(line, rules, catalog, param)
    : adHocLine(line, line.ad_hoc_amount, param);
}

/** The line must say what it costs in exactly one of the ways that are open to this merchant and this session. */
function refuseReferences(line: RequestedLine, rules: LineRules, param: string): Refusal | undefined {
  const has_reference = line.price_id !== null || line.product_id !== null;
  const is_ad_hoc = line.ad_hoc_amount !== null || line.ad_hoc_currency !== null;
  if (rules.merchant_mode === "mor" && (is_ad_hoc || !has_reference)) {
    return refuseWithoutCatalog(is_ad_hoc, param);
  }
  if (line.price_id !== null && line.product_id !== null) {
    return refuse("parameter_invalid", "{line} names a price_id and a product_id: give one of them.", param, {
      line: param,
    });
  }
  if (has_reference && is_ad_hoc) {
    return refuse(
      "parameter_invalid",
      "{line} names a price of your catalog and an ad hoc amount: give one of them.",
      param,
      { line: param },
    );
  }
  return is_ad_hoc ? refuseHalfAdHoc(line, rules, param) : refuseNothing(has_reference, param);
}

function refuseNothing(has_reference: boolean, param: string): Refusal | undefined {
  if (has_reference) return undefined;
  return refuse(
    "parameter_missing",
    "{line} must have a price_id, a product_id or an ad_hoc_amount with its ad_hoc_currency.",
    param,
    { line: param },
  );
}

function refuseWithoutCatalog(is_ad_hoc: boolean, param: string): Refusal {
  const values = { line: param };
  return is_ad_hoc
    ? refuse(
        "catalog_reference_required",
        "{line} must reference a price_id or product_id of your catalog: ad hoc amounts are for direct merchants only.",
        `${param}.ad_hoc_amount`,
        values,
      )
    : refuse(
        "catalog_reference_required",
        "{line} must reference a price_id or product_id of your catalog.",
        `${param}.price_id`,
        values,
      );
}

function refuseHalfAdHoc(line: RequestedLine, { mode }: LineRules, param: string): Refusal | undefined {
  const values = { line: param };
  if (mode === "subscription") {
    return refuse(
      "parameter_invalid",
      "{line} has an ad hoc amount; mode subscription takes recurring prices of your catalog.",
      `${param}.ad_hoc_amount`,
      values,
    );
  }
  if (line.ad_hoc_currency === null) {
    const missing = `${param}.ad_hoc_currency`;
    return refuse(
      "parameter_missing",
      "{line} has an ad_hoc_amount without ad_hoc_currency.",
      missing,
      values,
    );
  }
  if (line.ad_hoc_amount === null) {
    const missing = `${param}.ad_hoc_amount`;
    return refuse(
      "parameter_missing",
      "{line} has an ad_hoc_currency without ad_hoc_amount.",
      missing,
      values,
    );
  }
  if (findCurrency(line.ad_hoc_currency) === undefined) {
    return refuse(
      "currency_unsupported",
      "{line} has an invalid ad_hoc_currency: {currency}. Give a three-letter ISO 4217 code such as USD.",
      `${param}.ad_hoc_currency`,
      { line: param, currency: line.ad_hoc_currency },
    );
  }
  return undefined;
}

function adHocLine(line: RequestedLine, unit_amount: number, param: string): ResolvedLine | Refusal {
  const { description, ad_hoc_currency } = line;
  const currency = (ad_hoc_currency ?? "").toUpperCase();
  const sold = { price_id: null, product_id: null, name: description ?? "", tax_category: null };
  return withAmount(
    { ...sold, description, image: null, unit_amount },
    line,
    { currency, recurrence: null },
    param,
  );
}

function catalogLine(
  line: RequestedLine,
  { mode }: LineRules,
  catalog: Catalog,
  param: string,
): ResolvedLine | Refusal {
  const named = line.product_id === null ? undefined : catalog.products.get(line.product_id);
  const price = catalog.prices.get(line.price_id ?? named?.default_price_id ?? "");
  const product = catalog.products.get(price?.product_id ?? "");
  const field = `${param}.${line.price_id === null ? "product_id" : "price_id"}`;
  if (price === undefined || product === undefined) return refuseUnsold(named, field);
  const refusal = refuseArchived(price, product, line, field) ?? refuseRecurrence(price, mode, field);
  if (refusal !== undefined) return refusal;
  const sold = {
    price_id: price.id,
    product_id: product.id,
    name: product.name,
    description: line.description ?? product.description,
    image: product.images[0] ?? null,
    tax_category: product.tax_category,
    unit_amount: price.unit_amount,
  };
  const terms = { currency: price.currency, recurrence: recurrenceOf(price) };
  return withAmount(sold, line, terms, param);
}

function refuseUnsold(named: Product | undefined, field: string): Refusal {
  return named === undefined
    ? refuse("resource_missing", "{field} names nothing in your catalog.", field, { field })
    : refuse("parameter_invalid", "{field} names a product without a default price.", field, { field });
}

function refuseArchived(
  price: Price,
  product: Product,
  line: RequestedLine,
  field: string,
): Refusal | undefined {
  if (!product.active) {
    return refuse("parameter_invalid", "{field} names a product that is archived.", field, { field });
  }
  if (price.active) return undefined;
  return line.price_id === null
    ? refuse("parameter_invalid", "{field} names a product whose default price is archived.", field, {
        field,
      })
    : refuse("parameter_invalid", "{field} names a price that is archived.", field, { field });
}

function refuseRecurrence(price: Price, mode: LineRules["mode"], field: string): Refusal | undefined {
  const expected = mode === "payment" ? "one_time" : "recurring";
  if (price.type === expected) return undefined;
  return refuse(
    "parameter_invalid",
    "{field} names a {type} price; mode {mode} takes {expected} prices.",
    field,
    { field, type: price.type, mode, expected },
  );
}

function withAmount(
  sold: Omit<SessionLine, "quantity" | "amount">,
  { quantity }: RequestedLine,
  terms: Omit<ResolvedLine, "line">,
  param: string,
): ResolvedLine | Refusal {
  const amount = multiplyByQuantity(sold.unit_amount, quantity);
  if (amount === undefined) {
    return refuse(
      "amount_too_large",
      "{line}: quantity times price is more than can be charged.",
      `${param}.quantity`,
      { line: param },
    );
  }
  return { ...terms, line: { ...sold, quantity, amount } };
}
