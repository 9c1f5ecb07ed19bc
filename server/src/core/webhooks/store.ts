import type { Queryable } from "../../db/types.ts";
import type { Scope } from "../../kit/scope.ts";
import type { Event, EventType } from "../events/event.ts";
import type { ClaimedDelivery, JudgedDelivery } from "./delivery.ts";
import type { WebhookEndpoint } from "./webhook-endpoint.ts";

// --- endpoints -------------------------------------------------------------------------------------------------

const ENDPOINT_LIST = "id, api, url, event_types, description, status, created_at";

/** Lets one request at a time count and add a merchant's endpoints, until the transaction ends. */
export async function lockEndpointsOf(transaction: Queryable, { merchant_id }: Scope): Promise<void> {
  await transaction.query("SELECT FROM merchants WHERE merchant_id = $1 FOR NO KEY UPDATE", [merchant_id]);
}

export async function countEnabledEndpoints(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3 AND status = 'enabled'`,
    [merchant_id, livemode, api],
  );
  return rows[0]?.count ?? 0;
}

const INSERT_ENDPOINT = `INSERT INTO webhook_endpoints (merchant_id, livemode, ${ENDPOINT_LIST}, sealed_secret)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

function endpointValues(
  { merchant_id, livemode }: Scope,
  endpoint: WebhookEndpoint,
  sealed_secret: Buffer,
): unknown[] {
  const { id, api, url, event_types, description, status, created_at } = endpoint;
  return [merchant_id, livemode, id, api, url, event_types, description, status, created_at, sealed_secret];
}

export async function insertEndpoint(
  transaction: Queryable,
  scope: Scope,
  endpoint: WebhookEndpoint,
  sealed_secret: Buffer,
): Promise<void> {
  await transaction.query(INSERT_ENDPOINT, endpointValues(scope, endpoint, sealed_secret));
}

/** Makes an endpoint, or gives the one of that id a new address and secret. */
export async function upsertEndpoint(
  db: Queryable,
  scope: Scope,
  endpoint: WebhookEndpoint,
  sealed_secret: Buffer,
): Promise<void> {
  await db.query(
    `${INSERT_ENDPOINT}
     ON CONFLICT (merchant_id, livemode, id) DO UPDATE
        SET url = EXCLUDED.url, sealed_secret = EXCLUDED.sealed_secret, status = EXCLUDED.status`,
    endpointValues(scope, endpoint, sealed_secret),
  );
}

export async function findEndpoint(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const rows = await db.query<WebhookEndpoint>(
    `SELECT ${ENDPOINT_LIST} FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND api = $4`,
    [merchant_id, livemode, id, api],
  );
  return rows[0];
}

/** Newest first, from the one after `starting_after` on: ids grow with time. */
export async function findEndpoints(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  starting_after: string | null,
  limit: number,
): Promise<WebhookEndpoint[]> {
  return db.query<WebhookEndpoint>(
    `SELECT ${ENDPOINT_LIST} FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3 AND ($4::uuid IS NULL OR id < $4)
      ORDER BY id DESC LIMIT $5`,
    [merchant_id, livemode, api, starting_after, limit],
  );
}

export async function findSealedSecrets(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
): Promise<Buffer[]> {
  const rows = await db.query<{ sealed_secret: Buffer }>(
    `SELECT sealed_secret FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3 AND status = 'enabled' ORDER BY id DESC`,
    [merchant_id, livemode, api],
  );
  return rows.map((row) => row.sealed_secret);
}

export async function removeEndpoint(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const rows = await transaction.query<WebhookEndpoint>(
    `DELETE FROM webhook_endpoints WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND api = $4
     RETURNING ${ENDPOINT_LIST}`,
    [merchant_id, livemode, id, api],
  );
  return rows[0];
}

export async function disableEndpoint(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_endpoints SET status = 'disabled'
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id],
  );
}

// --- from the outbox to deliveries -----------------------------------------------------------------------------

export interface OutboxRow extends Scope {
  readonly event_ids: readonly string[];
}

/** Takes notes of all merchants off the outbox; those that another worker is taking are left to it. */
export async function takeFromOutbox(transaction: Queryable, limit: number): Promise<OutboxRow[]> {
  return transaction.query<OutboxRow>(
    `DELETE FROM event_outbox WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM event_outbox LIMIT $1 FOR UPDATE SKIP LOCKED))
     RETURNING merchant_id, livemode, event_ids`,
    [limit],
  );
}

/** An endpoint, as far as the dispatcher looks at it. */
export interface Recipient extends Scope {
  readonly id: string;
  readonly api: string;
  readonly event_types: readonly string[];
}

/** Reads endpoints and keeps them from being disabled or deleted until their new deliveries are there. */
export async function shareEnabledEndpoints(
  transaction: Queryable,
  scopes: readonly Scope[],
): Promise<Recipient[]> {
  return transaction.query<Recipient>(
    `SELECT merchant_id, livemode, id, api, event_types FROM webhook_endpoints
      WHERE (merchant_id, livemode) IN (SELECT * FROM unnest($1::uuid[], $2::boolean[])) AND status = 'enabled'
      ORDER BY merchant_id, livemode, id FOR SHARE`,
    [scopes.map((scope) => scope.merchant_id), scopes.map((scope) => scope.livemode)],
  );
}

/** An event, as far as the dispatcher looks at it. */
export interface AnnouncedEvent extends Scope {
  readonly id: string;
  readonly type: EventType;
}

export async function findAnnouncedEvents(
  transaction: Queryable,
  notes: readonly OutboxRow[],
): Promise<AnnouncedEvent[]> {
  const announced = notes.flatMap(({ merchant_id, livemode, event_ids }) =>
    event_ids.map((id) => ({ merchant_id, livemode, id })),
  );
  return transaction.query<AnnouncedEvent>(
    `SELECT merchant_id, livemode, id, event.type
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[]) AS announced(merchant_id, livemode, id)
       JOIN events AS event USING (merchant_id, livemode, id) ORDER BY id`,
    [
      announced.map((event) => event.merchant_id),
      announced.map((event) => event.livemode),
      announced.map((event) => event.id),
    ],
  );
}

export interface NewDelivery extends Scope {
  readonly id: string;
  readonly webhook_endpoint_id: string;
  readonly event_id: string;
}

export async function insertDeliveries(
  transaction: Queryable,
  deliveries: readonly NewDelivery[],
  now: Date,
): Promise<void> {
  await transaction.query(
    `INSERT INTO webhook_deliveries
       (merchant_id, livemode, id, webhook_endpoint_id, event_id, status, attempt_count, next_attempt_at, created_at)
     SELECT merchant_id, livemode, id, webhook_endpoint_id, event_id, 'pending', 0, $6, $6
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::uuid[], $5::uuid[])
         AS delivery(merchant_id, livemode, id, webhook_endpoint_id, event_id)
     ON CONFLICT DO NOTHING`,
    [
      deliveries.map((delivery) => delivery.merchant_id),
      deliveries.map((delivery) => delivery.livemode),
      deliveries.map((delivery) => delivery.id),
      deliveries.map((delivery) => delivery.webhook_endpoint_id),
      deliveries.map((delivery) => delivery.event_id),
      now,
    ],
  );
}

// --- from due to done ------------------------------------------------------------------------------------------

export interface Claim {
  readonly now: Date;
  readonly leased_until: Date;
  readonly limit: number;
  readonly limit_per_endpoint: number;
  /** How many deliveries this process has under way at each endpoint. */
  readonly under_way: ReadonlyMap<string, number>;
}

type ClaimedRow = Scope &
  Omit<Event, "id" | "created_at"> & {
    id: string;
    attempt_count: number;
    body: string | null;
    webhook_endpoint_id: string;
    api: string;
    url: string;
    sealed_secret: Buffer;
    event_id: string;
    event_created_at: Date;
  };

/**
 * Takes due deliveries of all merchants, as an attempt of each that others leave alone until the lease ends. Places
 * go to the endpoints that have the fewest under way, so that slow or dead ones cannot use them up. The endpoints
 * with pending deliveries are found by jumping from one to the next in the index, however long their queues are.
 */
export async function claimDueDeliveries(db: Queryable, claim: Claim): Promise<ClaimedDelivery[]> {
  const rows = await db.query<ClaimedRow>(
    `WITH RECURSIVE waiting(id) AS (
       (SELECT webhook_endpoint_id FROM webhook_deliveries WHERE status = 'pending' ORDER BY webhook_endpoint_id LIMIT 1)
       UNION ALL
       SELECT (SELECT webhook_endpoint_id FROM webhook_deliveries
                WHERE status = 'pending' AND webhook_endpoint_id > waiting.id ORDER BY webhook_endpoint_id LIMIT 1)
         FROM waiting WHERE waiting.id IS NOT NULL),
     endpoint AS (
       SELECT waiting.id, coalesce(busy.count, 0) AS under_way
         FROM waiting LEFT JOIN unnest($5::uuid[], $6::bigint[]) AS busy(id, count) USING (id)
        WHERE waiting.id IS NOT NULL),
     chosen AS MATERIALIZED (
       SELECT due.merchant_id, due.livemode, due.id
         FROM endpoint CROSS JOIN LATERAL (
           SELECT merchant_id, livemode, id, next_attempt_at, row_number() OVER (ORDER BY next_attempt_at) AS place
             FROM webhook_deliveries
            WHERE status = 'pending' AND webhook_endpoint_id = endpoint.id AND next_attempt_at <= $1
            ORDER BY next_attempt_at LIMIT greatest($4::bigint - endpoint.under_way, 0)) AS due
        ORDER BY endpoint.under_way + due.place, due.next_attempt_at LIMIT $3),
     claimed AS (
       SELECT delivery.merchant_id, delivery.livemode, delivery.id, delivery.webhook_endpoint_id, delivery.event_id
         FROM chosen JOIN webhook_deliveries AS delivery USING (merchant_id, livemode, id)
        WHERE delivery.status = 'pending' AND delivery.next_attempt_at <= $1
          FOR UPDATE OF delivery SKIP LOCKED)
     UPDATE webhook_deliveries AS delivery SET attempt_count = delivery.attempt_count + 1, next_attempt_at = $2
       FROM claimed
       JOIN webhook_endpoints AS endpoint
         ON endpoint.merchant_id = claimed.merchant_id AND endpoint.livemode = claimed.livemode
        AND endpoint.id = claimed.webhook_endpoint_id
       JOIN events AS event
         ON event.merchant_id = claimed.merchant_id AND event.livemode = claimed.livemode AND event.id = claimed.event_id
      WHERE delivery.merchant_id = claimed.merchant_id AND delivery.livemode = claimed.livemode
        AND delivery.id = claimed.id
     RETURNING delivery.merchant_id, delivery.livemode, delivery.id, delivery.attempt_count, delivery.body,
       delivery.webhook_endpoint_id, endpoint.api, endpoint.url, endpoint.sealed_secret,
       delivery.event_id, event.type, event.object_type, event.object_id, event.sequence,
       event.snapshot::text AS snapshot, event.created_at AS event_created_at`,
    [
      claim.now,
      claim.leased_until,
      claim.limit,
      claim.limit_per_endpoint,
      [...claim.under_way.keys()],
      [...claim.under_way.values()],
    ],
  );
  return rows.map(claimedDelivery);
}

function claimedDelivery(row: ClaimedRow): ClaimedDelivery {
  const { merchant_id, livemode, id, attempt_count, body } = row;
  return {
    scope: { merchant_id, livemode },
    id,
    attempt: attempt_count,
    body,
    endpoint: { id: row.webhook_endpoint_id, api: row.api, url: row.url, sealed_secret: row.sealed_secret },
    event: {
      id: row.event_id,
      type: row.type,
      object_type: row.object_type,
      object_id: row.object_id,
      sequence: row.sequence,
      snapshot: row.snapshot,
      created_at: row.event_created_at,
    },
  };
}

/**
 * Writes the outcomes of attempts of all merchants. An attempt that outlived its lease, so that another has been
 * begun since, writes nothing.
 */
export async function writeOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = <T>(value: (delivery: JudgedDelivery) => T) => judged.map(value);
  await db.query(
    `UPDATE webhook_deliveries AS delivery
        SET status = outcome.status, next_attempt_at = outcome.next_attempt_at, body = coalesce(outcome.body, delivery.body),
            response_status = outcome.response_status, error = outcome.error,
            finished_at = CASE WHEN outcome.status <> 'pending' THEN $10::timestamptz END
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[], $9::text[])
         AS outcome(merchant_id, livemode, id, attempt, status, next_attempt_at, body, response_status, error)
      WHERE delivery.merchant_id = outcome.merchant_id AND delivery.livemode = outcome.livemode
        AND delivery.id = outcome.id AND delivery.attempt_count = outcome.attempt AND delivery.status = 'pending'`,
    [
      column(({ claimed }) => claimed.scope.merchant_id),
      column(({ claimed }) => claimed.scope.livemode),
      column(({ claimed }) => claimed.id),
      column(({ claimed }) => claimed.attempt),
      column(({ verdict }) => verdict.status),
      column(({ verdict }) => (verdict.status === "pending" ? verdict.next_attempt_at : null)),
      column(({ verdict }) => (verdict.status === "pending" ? verdict.body : null)),
      column(({ verdict }) => verdict.response_status),
      column(({ verdict }) => (verdict.status === "succeeded" ? null : verdict.error)),
      now,
    ],
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

export async function removePendingDeliveries(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  endpoint_id: string,
): Promise<void> {
  await transaction.query(
    `DELETE FROM webhook_deliveries
      WHERE merchant_id = $1 AND livemode = $2 AND webhook_endpoint_id = $3 AND status = 'pending'`,
    [merchant_id, livemode, endpoint_id],
  );
}
