import { createHash } from "node:crypto";
import type { DemoLocale } from "./locale.ts";
import type { Product } from "./products.ts";
import { type StarwayPost, StarwayRefusal } from "./starway-client.ts";

/** Finds the id of a product's price, in the catalog that Starway keeps for one merchant. */
export type PriceLookup = (product: Product, locale: DemoLocale) => Promise<string>;

/** A catalog that grows by what is bought: product and price are made the first time somebody asks for them. */
export function createPriceLookup(post: StarwayPost): PriceLookup {
  const known = new Map<string, Promise<string>>();
  return (product, locale) => {
    const key = `${product.id} ${locale}`;
    const price = known.get(key) ?? createPrice(post, product, locale);
    known.set(key, price);
    // A failure is not remembered: the next buyer tries again.
    price.catch(() => known.delete(key));
    return price;
  };
}

async function createPrice(post: StarwayPost, product: Product, locale: DemoLocale): Promise<string> {
  const { currency, unit_amount, tax_category } = product;
  const [name, description] = [product.name[locale], product.description[locale]];
  const product_id = await create(post, "/merchant/catalog/products", { name, description, tax_category });
  return create(post, "/merchant/catalog/prices", { product_id, currency, unit_amount, type: "one_time" });
}

/** The key is made of the content, so that a shop that starts anew finds what it has made before. */
async function create(post: StarwayPost, path: string, body: object): Promise<string> {
  const digest = createHash("sha256").update(path).update(JSON.stringify(body)).digest("hex");
  const { id } = (await post(path, body, `demo-${digest}`)) as { id?: unknown };
  if (typeof id !== "string") throw new StarwayRefusal(`Starway's answer to ${path} has no id.`);
  return id;
}
