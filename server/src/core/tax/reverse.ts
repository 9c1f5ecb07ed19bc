import { addAmounts, shareOf } from "../../kit/money.ts";
import type { TaxComponent } from "./provider.ts";

export interface Reversal {
  /** What the buyer paid in all, tax included. */
  readonly gross_amount: number;
  /** What went back to the buyer before. */
  readonly refunded_amount: number;
  /** What goes back now. */
  readonly amount: number;
}

/**
 * What each authority is no longer owed when a part of a sale is refunded: its component in proportion to all that has
 * gone back so far, rounded half up, less what was reversed before. So no refund, in whatever order and sizes, takes
 * back more than there was, and the last one takes back the rest to the minor unit. The tax of the refund is the sum.
 */
export function reverseTax(components: readonly TaxComponent[], reversal: Reversal): TaxComponent[] {
  const { gross_amount, refunded_amount } = reversal;
  const refunded_after = addAmounts(refunded_amount, reversal.amount);
  return components.map((component) => {
    const reversedAt = (refunded: number) => shareOf(component.tax_amount, refunded, gross_amount);
    const tax_amount = addAmounts(reversedAt(refunded_after), -reversedAt(refunded_amount));
    return { ...component, tax_amount };
  });
}
