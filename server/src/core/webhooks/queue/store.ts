import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";

/**
 * Whether the endpoint is just being told, or has to be told first, of something earlier in the life of the same object.
 * OFFSET keeps this a look-up for each row: what is pending changes fast, so the planner takes it for next to nothing and
 * would rather read all of it. The endpoints are compared in a way that no index serves, because one endpoint may have a
 * long queue, and one object has a short one. For the same reason it asks for what is not finished, which is the same as
 * pending: only the index of objects can be used then.
 */
export function hasEarlier(delivery: string, now: string): string {
  return `EXISTS (
                SELECT FROM webhook_deliveries AS earlier
                 WHERE earlier.finished_at IS NULL AND earlier.object_id = ${delivery}.object_id
                   AND earlier.sequence < ${delivery}.sequence
                   AND earlier.webhook_endpoint_id IS NOT DISTINCT FROM ${delivery}.webhook_endpoint_id
                   AND earlier.replay_id IS NOT DISTINCT FROM ${delivery}.replay_id
                   AND (earlier.next_attempt_at <= ${now} OR earlier.is_under_way) OFFSET 0)`;
}

/**
 * What follows looks rows up by key. A plan for the few rows that were there when the tables were last counted
 * would read all of them for each row of a batch. For the same reason what looks up by key asks for next_attempt_at,
 * which only pending deliveries have, and not for their status: an index of all that is pending would seem as good.
 */
export async function planByKey(transaction: Queryable): Promise<void> {
  await transaction.query(
    `SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
            set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true)`,
  );
}

export async function failPendingDeliveries(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  endpoint_id: string,
  reason: string,
  now: Date,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_deliveries SET status = 'failed', next_attempt_at = NULL, error = $4, finished_at = $5
      WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3 AND status = 'pending'`,
    [merchant_id, livemode, endpoint_id, reason, now],
  );
}

/** Puts a delivery in the queue of those that are sent again by hand, unless it is there. */
export async function insertRetry(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  delivery: { readonly id: string; readonly webhook_endpoint_id: string },
  now: Date,
): Promise<void> {
  await transaction.query(
    `INSERT INTO webhook_retries (merchant_id, livemode, webhook_delivery_id, webhook_endpoint_id, next_attempt_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [merchant_id, livemode, delivery.id, delivery.webhook_endpoint_id, now],
  );
}

export async function removeRetries(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  endpoint_id: string,
): Promise<void> {
  await transaction.query(
    "DELETE FROM webhook_retries WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3",
    [merchant_id, livemode, endpoint_id],
  );
}
