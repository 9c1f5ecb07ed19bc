import type { Metadata } from "../../kit/metadata.ts";

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** A code of `TAX_CATEGORIES`. */
  readonly tax_category: string | null;
  readonly images: readonly string[];
  readonly metadata: Metadata;
  /** None of an archived product's prices can be bought. */
  readonly active: boolean;
  /** The price that a line item naming only the product is sold at. */
  readonly default_price_id: string | null;
  readonly created_at: Date;
}
