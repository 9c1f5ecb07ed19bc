import type { TaxResult } from "./assess.ts";
import type { TaxComponent, TaxedLine, TaxType } from "./provider.ts";

/**
 * How the tax of a sale came about: what was asked and what was answered, so that it can be explained years later, to a
 * tax office too. It is stored once, and what sells (a checkout session) points to it. While that is still open, the
 * calculation follows the buyer; once it is paid, nothing changes it any more.
 */
export interface TaxCalculation {
  readonly id: string;
  readonly provider: string;
  readonly version: string;
  readonly currency: string;
  readonly country: string | null;
  readonly region: string | null;
  readonly postal_code: string | null;
  /** As it was taken into account: null when the buyer has none, or has moved away from its country. */
  readonly customer_tax_id: string | null;
  readonly seller_country: string | null;
  readonly tax_type: TaxType;
  /** Null when the lines have different rates. */
  readonly rate_ppm: number | null;
  readonly inclusive: boolean;
  readonly estimated: boolean;
  readonly reverse_charge: boolean;
  readonly note: string | null;
  readonly invoice_notes: readonly string[];
  readonly lines: readonly TaxedLine[];
  readonly calculated_at: Date;
}

/** What is known of a sale besides the provider's answer. */
type Asked = Pick<TaxCalculation, "id" | "currency" | "postal_code" | "customer_tax_id" | "calculated_at">;

export function taxCalculation(asked: Asked, result: TaxResult): TaxCalculation {
  const { subtotal_amount, tax_amount, net_amount, gross_amount, ...kept } = result;
  return { ...asked, ...kept };
}

/** What each authority gets of all lines together, in the order in which the lines name them. */
export function totalComponents(lines: readonly Pick<TaxedLine, "components">[]): TaxComponent[] {
  const totals = new Map<string, TaxComponent>();
  for (const component of lines.flatMap((line) => line.components)) {
    const key = `${component.jurisdiction} ${component.name} ${component.rate_ppm}`;
    const tax_amount = (totals.get(key)?.tax_amount ?? 0) + component.tax_amount;
    totals.set(key, { ...component, tax_amount });
  }
  return [...totals.values()];
}
