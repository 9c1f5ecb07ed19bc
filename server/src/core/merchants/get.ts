import type { Core } from "../core.ts";
import type { Merchant } from "./merchant.ts";
import { findMerchant } from "./store.ts";

export function getMerchant(core: Core, merchant_id: string): Promise<Merchant | undefined> {
  return findMerchant(core.db, merchant_id);
}
