import { addAmounts, shareOf } from "../../kit/money.ts";
import type { PaymentIntent } from "./payment-intent.ts";

type Refunded = Pick<PaymentIntent, "amount_received" | "amount_refunded" | "tax_amount">;

/**
 * The tax in a refund of a payment whose earlier refunds had `tax_refunded` in them. It is the share of all that is
 * then refunded, less what the earlier ones had, so that roundings do not add up. A refund that failed meanwhile can
 * have left too much or too little behind; therefore it also keeps within what is left of the tax, and of the rest:
 * then the tax that goes back is the tax that was paid, as soon as everything has gone back.
 */
export function taxOfRefund(payment: Refunded, tax_refunded: number, amount: number): number {
  const { amount_received, amount_refunded, tax_amount } = payment;
  const share = shareOf(tax_amount, addAmounts(amount_refunded, amount), amount_received);
  const tax_left = addAmounts(tax_amount, -tax_refunded);
  const net_left = addAmounts(amount_received, -amount_refunded, -tax_left);
  const at_least = Math.max(0, addAmounts(amount, -net_left));
  const at_most = Math.min(amount, tax_left);
  return Math.min(Math.max(addAmounts(share, -tax_refunded), at_least), at_most);
}
