export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly tax_category: string | null;
  readonly images: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly active: boolean;
  /** The price that a line item naming only the product is sold at. */
  readonly default_price_id: string | null;
  readonly created_at: Date;
}
