import { isCountry } from "../../kit/country.ts";
import { chooseLocale, type DemoLocale } from "./locale.ts";
import { isMerchantName, type MerchantName } from "./merchant.ts";
import { findProduct, type Product } from "./products.ts";

/** What a buyer has chosen. */
export interface Order {
  product: Product;
  merchant: MerchantName;
  presentation: "iframe" | "link";
  buyer_country: string | undefined;
  locale: DemoLocale;
}

/** Reads an order from a request body, or says what is wrong with it. */
export function readOrder(body: Buffer): Order | string {
  const fields = parseObject(body);
  if (fields === undefined) return "The body must be a JSON object.";
  const { merchant, presentation, buyer_country } = fields;
  const product = findProduct(fields.product);
  if (product === undefined) return "product: the shop does not sell this.";
  if (!isMerchantName(merchant)) return 'merchant: must be "direct" or "mor".';
  if (presentation !== "iframe" && presentation !== "link")
    return 'presentation: must be "iframe" or "link".';
  if (!isCountryOrAbsent(buyer_country))
    return "buyer_country: must be the two capital letters of a country, or absent.";
  const locale = chooseLocale(fields.locale, undefined);
  return { product, merchant, presentation, buyer_country: buyer_country || undefined, locale };
}

function isCountryOrAbsent(value: unknown): value is string | undefined {
  return (
    value === undefined ||
    value === "" ||
    (typeof value === "string" && /^[A-Z]{2}$/.test(value) && isCountry(value))
  );
}

function parseObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
