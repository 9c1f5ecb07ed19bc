const RECURRING_INTERVALS = ["day", "week", "month", "year"] as const;

export type RecurringInterval = (typeof RECURRING_INTERVALS)[number];

/** What one unit of a product costs. Amount and currency never change after creation. */
export interface Price {
  readonly id: string;
  readonly product_id: string;
  readonly currency: string;
  /** Minor units. */
  readonly unit_amount: number;
  readonly type: "one_time" | "recurring";
  readonly recurring_interval: RecurringInterval | null;
  readonly recurring_interval_count: number | null;
  readonly trial_period_days: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly active: boolean;
  readonly created_at: Date;
}
