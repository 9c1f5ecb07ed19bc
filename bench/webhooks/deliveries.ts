import type pg from "pg";

const MARK = "SELECT max(id::text) AS id FROM webhook_deliveries";

/** Which deliveries were there before. */
export async function lastDelivery(db: pg.Client): Promise<string | null> {
  return (await db.query<{ id: string | null }>(MARK)).rows[0]?.id ?? null;
}

const LATENCIES = `
SELECT count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50_ms,
       percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99_ms
  FROM (SELECT extract(epoch FROM attempt.created_at - event.created_at) * 1000 + attempt.duration_ms AS ms
          FROM webhook_deliveries AS delivery
          JOIN events AS event
            ON event.merchant_id = delivery.merchant_id AND event.livemode = delivery.livemode AND event.id = delivery.event_id
          JOIN webhook_attempts AS attempt
            ON attempt.merchant_id = delivery.merchant_id AND attempt.livemode = delivery.livemode
           AND attempt.webhook_delivery_id = delivery.id
         WHERE delivery.status = 'succeeded' AND ($1::uuid IS NULL OR delivery.id > $1)) AS delivered`;

export interface DeliveryLatencies {
  readonly count: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

/** From the event's moment, which lies before its commit, until its delivery was acknowledged; undefined: there is none. */
export async function deliveryLatencies(
  db: pg.Client,
  after: string | null,
): Promise<DeliveryLatencies | undefined> {
  const { rows } = await db.query<DeliveryLatencies>(LATENCIES, [after]);
  return rows[0]?.count === 0 ? undefined : rows[0];
}

/** Since that delivery, each has arrived, and was acknowledged at the first attempt. */
export async function checkDeliveries(db: pg.Client, after: string | null, received: number): Promise<void> {
  const { rows } = await db.query<{ deliveries: number; good: number }>(
    `SELECT count(*)::int AS deliveries, count(*) FILTER (WHERE status = 'succeeded' AND attempt_count = 1)::int AS good
       FROM webhook_deliveries WHERE $1::uuid IS NULL OR id > $1`,
    [after],
  );
  const { deliveries = 0, good = 0 } = rows[0] ?? {};
  if (deliveries === received && good === received) return;
  throw new Error(
    `${received} webhooks were received, but of ${deliveries} deliveries ${good} succeeded at once.`,
  );
}

/**
 * Announces what has happened once more, as if it were news: a backlog of so many events. The deliveries of the first
 * time are taken away, so that they can be made again.
 */
export async function announceAgain(db: pg.Client, limit: number): Promise<number> {
  await db.query("TRUNCATE webhook_deliveries, webhook_attempts");
  const { rowCount } = await db.query(
    `INSERT INTO event_outbox (merchant_id, livemode, id, event_ids, created_at)
     SELECT merchant_id, livemode, id, ARRAY[id], created_at FROM events WHERE type = 'payment.succeeded' ORDER BY id LIMIT $1`,
    [limit],
  );
  return rowCount ?? 0;
}
