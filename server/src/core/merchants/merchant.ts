/** `mor`: we sell in our own name and answer for the tax. `direct`: the merchant sells, we only process. */
export type MerchantMode = "mor" | "direct";

const PLANS = {
  standard: { requests_per_minute: 100 },
  enterprise: { requests_per_minute: 1000 },
} as const;

export type Plan = keyof typeof PLANS;

export interface Merchant {
  readonly merchant_id: string;
  readonly name: string;
  readonly mode: MerchantMode;
  readonly plan: Plan;
  /** An operator's own limit; null means the plan's, 0 means none. */
  readonly requests_per_minute: number | null;
}

/** Requests a minute that a merchant may make in each mode; 0 means no limit. */
export function requestLimit(merchant: Merchant): number {
  return merchant.requests_per_minute ?? PLANS[merchant.plan].requests_per_minute;
}
