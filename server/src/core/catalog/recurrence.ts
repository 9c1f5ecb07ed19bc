import type { Price, RecurringInterval } from "./price.ts";

/** How often something is paid, and how many days are free before the first time. */
export interface Recurrence {
  readonly interval: RecurringInterval;
  readonly interval_count: number;
  readonly trial_period_days: number;
}

/** What a price says about it; null for one that is paid once. */
export function recurrenceOf(price: Price): Recurrence | null {
  if (price.recurring_interval === null) return null;
  return {
    interval: price.recurring_interval,
    interval_count: price.recurring_interval_count ?? 1,
    trial_period_days: price.trial_period_days ?? 0,
  };
}
