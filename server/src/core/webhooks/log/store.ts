import { columnsOf } from "../../../db/column-encoders.ts";
import type { Queryable } from "../../../db/types.ts";
import type { Page } from "../../../kit/page.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { EventType } from "../../events/event.ts";
import type { LoggedDelivery } from "../queue/delivery.ts";
import type { WebhookAttempt } from "./attempt.ts";
import type { DeliveryRecord, DeliveryStatus } from "./delivery-record.ts";

const ATTEMPT_LIST =
  "id, trigger, url, request_headers, response_status, response_headers, response_body, response_body_truncated, error, duration_ms, next_attempt_at, created_at";

/**
 * Writes attempts of all merchants, each once, when it is over; not those whose delivery is gone meanwhile. Who does not
 * know whether the last commit has arrived may write the same ones again.
 */
export async function insertAttempts(db: Queryable, deliveries: readonly LoggedDelivery[]): Promise<void> {
  const claimed = columnsOf(deliveries.map((delivery) => delivery.claimed));
  const column = columnsOf(deliveries.map(({ logged }) => logged));
  await db.query(
    `INSERT INTO webhook_attempts (merchant_id, livemode, webhook_delivery_id, ${ATTEMPT_LIST})
     SELECT delivery.merchant_id, delivery.livemode, delivery.id, attempt.id, trigger, url, request_headers,
            attempt.response_status, response_headers, response_body, response_body_truncated, attempt.error,
            duration_ms, attempt.next_attempt_at, attempt.created_at
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::json[], $8::bigint[],
                   $9::json[], $10::text[], $11::boolean[], $12::text[], $13::bigint[], $14::timestamptz[], $15::timestamptz[])
         AS attempt(merchant_id, livemode, webhook_delivery_id, id, trigger, url, request_headers, response_status,
                    response_headers, response_body, response_body_truncated, error, duration_ms, next_attempt_at, created_at)
       JOIN webhook_deliveries AS delivery
         ON delivery.merchant_id = attempt.merchant_id AND delivery.livemode = attempt.livemode
        AND delivery.id = attempt.webhook_delivery_id
     ON CONFLICT DO NOTHING`,
    [
      claimed("uuid", ({ scope }) => scope.merchant_id),
      claimed("bool", ({ scope }) => scope.livemode),
      claimed("uuid", ({ id }) => id),
      column("uuid", ({ id }) => id),
      column("text", ({ trigger }) => trigger),
      column("text", ({ url }) => url),
      column("json", ({ request_headers }) => request_headers && JSON.stringify(request_headers)),
      column("int8", ({ response_status }) => response_status),
      column("json", ({ response_headers }) => response_headers && JSON.stringify(response_headers)),
      column("text", ({ response_body }) => response_body),
      column("bool", ({ response_body_truncated }) => response_body_truncated),
      column("text", ({ error }) => error),
      column("int8", ({ duration_ms }) => duration_ms),
      column("timestamptz", ({ next_attempt_at }) => next_attempt_at),
      column("timestamptz", ({ created_at }) => created_at),
    ],
  );
}

const DELIVERY_LIST = `delivery.id, delivery.webhook_endpoint_id, delivery.event_id, event.type AS event_type, delivery.replay_id,
       delivery.status, delivery.attempt_count, delivery.response_status, delivery.error, delivery.next_attempt_at,
       delivery.created_at, delivery.finished_at`;

/** The condition stands in the statement, not in a parameter, so that the index of those that failed is used. */
const STATUS_CONDITIONS: Readonly<Record<DeliveryStatus, string>> = {
  pending: "AND delivery.status = 'pending'",
  succeeded: "AND delivery.status = 'succeeded'",
  failed: "AND delivery.status = 'failed'",
};

export interface DeliveryQuery extends Page {
  readonly webhook_endpoint_id: string;
  readonly status: DeliveryStatus | null;
  /** Null is all of them. */
  readonly event_types: readonly EventType[] | null;
}

/** Newest first, one row more than asked for, so that the caller sees whether there are more. */
export async function findDeliveries(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { webhook_endpoint_id, status, event_types, limit, after_id }: DeliveryQuery,
): Promise<DeliveryRecord[]> {
  return db.query<DeliveryRecord>(
    `SELECT ${DELIVERY_LIST}
       FROM webhook_deliveries AS delivery
       JOIN events AS event
         ON event.merchant_id = delivery.merchant_id AND event.livemode = delivery.livemode AND event.id = delivery.event_id
      WHERE delivery.merchant_id = $1 AND delivery.livemode = $2 AND delivery.webhook_endpoint_id = $3
        AND ($4::uuid IS NULL OR delivery.id < $4) AND ($5::text[] IS NULL OR event.type = ANY($5))
        ${status === null ? "" : STATUS_CONDITIONS[status]}
      ORDER BY delivery.id DESC LIMIT $6`,
    [merchant_id, livemode, webhook_endpoint_id, after_id, event_types, limit + 1],
  );
}

/** A delivery to an endpoint of the API, and the body that is kept of it. */
export async function findDelivery(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  id: string,
): Promise<(DeliveryRecord & { body: string | null }) | undefined> {
  const rows = await db.query<DeliveryRecord & { body: string | null }>(
    `SELECT ${DELIVERY_LIST}, delivery.body
       FROM webhook_deliveries AS delivery
       JOIN webhook_endpoints AS endpoint
         ON endpoint.merchant_id = delivery.merchant_id AND endpoint.livemode = delivery.livemode
        AND endpoint.id = delivery.webhook_endpoint_id
       JOIN events AS event
         ON event.merchant_id = delivery.merchant_id AND event.livemode = delivery.livemode AND event.id = delivery.event_id
      WHERE delivery.merchant_id = $1 AND delivery.livemode = $2 AND delivery.id = $3 AND endpoint.api = $4`,
    [merchant_id, livemode, id, api],
  );
  return rows[0];
}

/** The last attempts of a delivery, in the order in which they began. */
export async function findAttempts(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  webhook_delivery_id: string,
  limit: number,
): Promise<WebhookAttempt[]> {
  const rows = await db.query<WebhookAttempt>(
    `SELECT ${ATTEMPT_LIST} FROM webhook_attempts
      WHERE merchant_id = $1 AND livemode = $2 AND webhook_delivery_id = $3 ORDER BY id DESC LIMIT $4`,
    [merchant_id, livemode, webhook_delivery_id, limit],
  );
  return rows.reverse();
}

/** Drops deliveries of all merchants that are over and were made before an instant, some at a time. Answers how many. */
export async function deleteDeliveriesBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `WITH gone AS (
       DELETE FROM webhook_deliveries WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM webhook_deliveries
          WHERE created_at < $1 AND status <> 'pending' LIMIT $2 FOR UPDATE SKIP LOCKED))
       RETURNING merchant_id, livemode, id),
     attempts AS (
       DELETE FROM webhook_attempts AS attempt USING gone
        WHERE attempt.merchant_id = gone.merchant_id AND attempt.livemode = gone.livemode
          AND attempt.webhook_delivery_id = gone.id),
     retries AS (
       DELETE FROM webhook_retries AS retry USING gone
        WHERE retry.merchant_id = gone.merchant_id AND retry.livemode = gone.livemode
          AND retry.webhook_delivery_id = gone.id)
     SELECT count(*) AS count FROM gone`,
    [before, limit],
  );
  return rows[0]?.count ?? 0;
}
