import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { DeliveryStatus } from "../log/delivery-record.ts";
import type { ReplayProgress, WebhookReplay } from "./replay.ts";

const REPLAY_LIST =
  "id, webhook_endpoint_id, status, range_from, range_to, event_types, event_count, queued_count, created_at, finished_at";

/** False: another replay to this endpoint is running. */
export async function insertReplay(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  replay: WebhookReplay,
): Promise<boolean> {
  const { id, webhook_endpoint_id, status, range_from, range_to, event_types } = replay;
  const rows = await transaction.query(
    `INSERT INTO webhook_replays (merchant_id, livemode, ${REPLAY_LIST})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      merchant_id,
      livemode,
      id,
      webhook_endpoint_id,
      status,
      range_from,
      range_to,
      event_types,
      replay.event_count,
      replay.queued_count,
      replay.created_at,
      replay.finished_at,
    ],
  );
  return rows.length === 1;
}

export async function findReplay(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  webhook_endpoint_id: string,
  id: string,
): Promise<WebhookReplay | undefined> {
  const rows = await db.query<WebhookReplay>(
    `SELECT ${REPLAY_LIST} FROM webhook_replays
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND webhook_endpoint_id = $4`,
    [merchant_id, livemode, id, webhook_endpoint_id],
  );
  return rows[0];
}

export async function countReplayed(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  replay_id: string,
): Promise<ReplayProgress> {
  const rows = await db.query<{ status: DeliveryStatus; count: number }>(
    `SELECT status, count(*) AS count FROM webhook_deliveries
      WHERE merchant_id = $1 AND livemode = $2 AND replay_id = $3 GROUP BY status`,
    [merchant_id, livemode, replay_id],
  );
  const count = (status: DeliveryStatus) => rows.find((row) => row.status === status)?.count ?? 0;
  return { pending: count("pending"), succeeded: count("succeeded"), failed: count("failed") };
}

/** A replay that goes on, and how far it has come. */
export type RunningReplay = WebhookReplay & { readonly cursor_event_id: string | null };

/** Which replays of all merchants are running. */
export async function findRunningReplays(
  db: Queryable,
): Promise<(Scope & Pick<WebhookReplay, "id" | "webhook_endpoint_id">)[]> {
  return db.query(
    "SELECT merchant_id, livemode, id, webhook_endpoint_id FROM webhook_replays WHERE status = 'running' ORDER BY created_at",
  );
}

/** The replay, unless it is over, or another worker is at it. */
export async function lockRunningReplay(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<RunningReplay | undefined> {
  const rows = await transaction.query<RunningReplay>(
    `SELECT ${REPLAY_LIST}, cursor_event_id FROM webhook_replays
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND status = 'running' FOR UPDATE SKIP LOCKED`,
    [merchant_id, livemode, id],
  );
  return rows[0];
}

/** How many of a replay's deliveries wait for their first attempt, counted no further than a limit. */
export async function countUntried(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, webhook_endpoint_id }: WebhookReplay,
  limit: number,
): Promise<number> {
  const rows = await transaction.query<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT FROM webhook_deliveries
        WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3 AND replay_id = $4
          AND status = 'pending' AND attempt_count = 0 LIMIT $5) AS untried`,
    [merchant_id, livemode, webhook_endpoint_id, id, limit],
  );
  return rows[0]?.count ?? 0;
}

export async function updateReplay(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, status, queued_count, cursor_event_id, finished_at }: RunningReplay,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_replays SET status = $4, queued_count = $5, cursor_event_id = $6, finished_at = $7
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, status, queued_count, cursor_event_id, finished_at],
  );
}

export async function cancelReplays(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  webhook_endpoint_id: string,
  now: Date,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_replays SET status = 'canceled', finished_at = $4
      WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3 AND status = 'running'`,
    [merchant_id, livemode, webhook_endpoint_id, now],
  );
}

/** Drops replays of all merchants that were over before an instant: there are never many. */
export async function deleteReplaysBefore(db: Queryable, before: Date): Promise<void> {
  await db.query("DELETE FROM webhook_replays WHERE finished_at < $1", [before]);
}
