import type { Metadata } from "../../kit/metadata.ts";

export interface Address {
  readonly country: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
  readonly city: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
}

export interface Shipping {
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
}

/** A buyer whom the merchant knows. */
export interface Customer {
  readonly id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly address: Address | null;
  readonly shipping: Shipping | null;
  readonly metadata: Metadata;
  readonly default_payment_method_id: string | null;
  readonly created_at: Date;
  /** A deleted customer is found no more; only the payments that name it know that it was there. */
  readonly deleted_at: Date | null;
}
