import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { type DeliveryQuery, findDeliveries } from "./store.ts";

export interface DeliveryPage {
  readonly items: readonly DeliveryRecord[];
  readonly has_more: boolean;
}

/** What was sent to an endpoint, newest first. That the endpoint is the merchant's, the caller has found out. */
export async function listDeliveries(core: Core, scope: Scope, query: DeliveryQuery): Promise<DeliveryPage> {
  const found = await findDeliveries(core.db, scope, query);
  return { items: found.slice(0, query.limit), has_more: found.length > query.limit };
}
