/** The shop's two accounts: one sells itself, for the other Starway is the merchant of record. */
export type MerchantName = "direct" | "mor";

/** What the shop's server knows and no browser may learn. */
export interface MerchantSecrets {
  secret_key: string;
  webhook_secret: string;
}

/** The two names, in the order in which they are offered. */
export const MERCHANT_NAMES: readonly MerchantName[] = ["direct", "mor"];

/** Whether a text names one of the shop's accounts. */
export function isMerchantName(value: unknown): value is MerchantName {
  return MERCHANT_NAMES.some((name) => name === value);
}
