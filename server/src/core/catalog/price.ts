import type { Metadata } from "../../kit/metadata.ts";

const RECURRING_INTERVALS = ["day", "week", "month", "year"] as const;

export type RecurringInterval = (typeof RECURRING_INTERVALS)[number];
export type PriceType = "one_time" | "recurring";

/** What one unit of a product costs. What is paid, how often and in which currency never changes after creation. */
export interface Price {
  readonly id: string;
  readonly product_id: string;
  /** The merchant's own name for it; buyers do not see it. */
  readonly nickname: string | null;
  readonly currency: string;
  /** Minor units. */
  readonly unit_amount: number;
  readonly type: PriceType;
  readonly recurring_interval: RecurringInterval | null;
  readonly recurring_interval_count: number | null;
  readonly trial_period_days: number | null;
  readonly metadata: Metadata;
  /** An archived price stays what it is for whoever pays it already, and is sold to nobody else. */
  readonly active: boolean;
  /** Whether a line item that names only the product is sold at this price. */
  readonly default: boolean;
  readonly created_at: Date;
}
