import { type Listed, listed } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { Core } from "../../core.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { type DeliveryQuery, findDeliveries } from "./store.ts";

/** What was sent to an endpoint, newest first. That the endpoint is the merchant's, the caller has found out. */
export async function listDeliveries(
  core: Core,
  scope: Scope,
  query: DeliveryQuery,
): Promise<Listed<DeliveryRecord>> {
  return listed(await findDeliveries(core.db, scope, query), query);
}
