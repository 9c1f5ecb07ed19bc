import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import { failPendingDeliveries, removeRetries } from "./queue/store.ts";
import { cancelReplays } from "./replays/store.ts";

/**
 * Gives up whatever an endpoint was still to be told, by itself, by hand or by a replay. The endpoint must have been
 * disabled or removed before in the same transaction: the dispatcher holds it while it adds deliveries, so none follow.
 */
export async function silenceEndpoint(
  transaction: Queryable,
  scope: Scope,
  endpoint_id: string,
  reason: string,
  now: Date,
): Promise<void> {
  await failPendingDeliveries(transaction, scope, endpoint_id, reason, now);
  await removeRetries(transaction, scope, endpoint_id);
  await cancelReplays(transaction, scope, endpoint_id, now);
}
