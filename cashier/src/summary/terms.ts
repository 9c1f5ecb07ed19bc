import { fill, type Messages } from "../messages/index.ts";
import { formatAmount } from "../money.ts";
import type { CheckoutView, RecurringTerms } from "../view.ts";

/** "14 days free, then $9.99 every month": what is paid when, in one line. */
export function termsOf(
  { interval, interval_count: count, trial_period_days: days, amount }: RecurringTerms,
  view: CheckoutView,
  messages: Messages,
): string {
  const every = count === 1 ? messages.every[interval] : fill(messages.every_several[interval], { count });
  const values = { amount: formatAmount(amount, view), every };
  if (days === 0) return fill(messages.paid_every, values);
  return days === 1
    ? fill(messages.paid_after_trial_day, values)
    : fill(messages.paid_after_trial, { ...values, days });
}
