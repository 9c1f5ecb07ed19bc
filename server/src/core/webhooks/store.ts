import { selectPage } from "../../db/select-page.ts";
import type { Queryable } from "../../db/types.ts";
import type { Page } from "../../kit/page.ts";
import type { Scope } from "../../kit/scope.ts";
import type { WebhookEndpoint, WebhookEndpointStatus } from "./webhook-endpoint.ts";

const ENDPOINT_LIST =
  "id, api, url, event_types, description, metadata, status, previous_secret_expires_at, created_at";

/** Lets one request at a time count and add a merchant's endpoints, until the transaction ends. */
export async function lockEndpointsOf(transaction: Queryable, { merchant_id }: Scope): Promise<void> {
  await transaction.query("SELECT FROM merchants WHERE merchant_id = $1 FOR NO KEY UPDATE", [merchant_id]);
}

export async function countEndpoints(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `SELECT count(*) AS count FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3`,
    [merchant_id, livemode, api],
  );
  return rows[0]?.count ?? 0;
}

const INSERT_ENDPOINT = `INSERT INTO webhook_endpoints (merchant_id, livemode, ${ENDPOINT_LIST}, sealed_secret)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

function endpointValues(
  { merchant_id, livemode }: Scope,
  endpoint: WebhookEndpoint,
  sealed_secret: Buffer,
): unknown[] {
  const { id, api, url, event_types, description, status, previous_secret_expires_at, created_at } = endpoint;
  const metadata = JSON.stringify(endpoint.metadata);
  const described = [id, api, url, event_types, description, metadata, status];
  return [merchant_id, livemode, ...described, previous_secret_expires_at, created_at, sealed_secret];
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

/** Newest first, one more than asked for. */
export function findEndpoints(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  page: Page,
): Promise<WebhookEndpoint[]> {
  return selectPage<WebhookEndpoint>(
    db,
    `SELECT ${ENDPOINT_LIST} FROM webhook_endpoints WHERE merchant_id = $1 AND livemode = $2 AND api = $3`,
    [merchant_id, livemode, api],
    page,
  );
}

/** The endpoint, which nobody changes, and no new deliveries are made for, until the transaction ends. */
export async function lockEndpoint(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  id: string,
): Promise<WebhookEndpoint | undefined> {
  const rows = await transaction.query<WebhookEndpoint>(
    `SELECT ${ENDPOINT_LIST} FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND api = $4 FOR NO KEY UPDATE`,
    [merchant_id, livemode, id, api],
  );
  return rows[0];
}

/** The endpoint's status, which stays as it is until the transaction ends. */
export async function shareEndpointStatus(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  id: string,
): Promise<WebhookEndpointStatus | undefined> {
  const rows = await transaction.query<{ status: WebhookEndpointStatus }>(
    "SELECT status FROM webhook_endpoints WHERE merchant_id = $1 AND livemode = $2 AND id = $3 FOR SHARE",
    [merchant_id, livemode, id],
  );
  return rows[0]?.status;
}

export async function updateEndpoint(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  { id, url, event_types, description, status, metadata }: WebhookEndpoint,
): Promise<void> {
  await transaction.query(
    `UPDATE webhook_endpoints SET url = $4, event_types = $5, description = $6, status = $7, metadata = $8
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3`,
    [merchant_id, livemode, id, url, event_types, description, status, JSON.stringify(metadata)],
  );
}

/** Puts a new secret in the place of the present one, which goes on signing until `previous_expires_at`, if at all. */
export async function replaceSecret(
  transaction: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  id: string,
  sealed_secret: Buffer,
  previous_expires_at: Date | null,
): Promise<WebhookEndpoint | undefined> {
  const rows = await transaction.query<WebhookEndpoint>(
    `UPDATE webhook_endpoints
        SET previous_sealed_secret = CASE WHEN $6::timestamptz IS NOT NULL THEN sealed_secret END,
            previous_secret_expires_at = $6, sealed_secret = $5
      WHERE merchant_id = $1 AND livemode = $2 AND id = $3 AND api = $4
     RETURNING ${ENDPOINT_LIST}`,
    [merchant_id, livemode, id, api, sealed_secret, previous_expires_at],
  );
  return rows[0];
}

/** An endpoint's secrets as they are kept. */
export interface SealedSecrets {
  readonly sealed_secret: Buffer;
  readonly previous_sealed_secret: Buffer | null;
  readonly previous_secret_expires_at: Date | null;
}

export const SECRET_LIST = "sealed_secret, previous_sealed_secret, previous_secret_expires_at";

/** The secrets that sign at a moment, the newest first. */
export function signingSecrets(sealed: SealedSecrets, now: Date): Buffer[] {
  const { sealed_secret, previous_sealed_secret: previous, previous_secret_expires_at: expires_at } = sealed;
  return previous !== null && expires_at !== null && now < expires_at
    ? [sealed_secret, previous]
    : [sealed_secret];
}

/** The secrets of all endpoints of one API, disabled ones too: what they were sent may still have to be checked. */
export async function findSealedSecrets(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  api: string,
  now: Date,
): Promise<Buffer[]> {
  const rows = await db.query<SealedSecrets>(
    `SELECT ${SECRET_LIST} FROM webhook_endpoints
      WHERE merchant_id = $1 AND livemode = $2 AND api = $3 ORDER BY id DESC`,
    [merchant_id, livemode, api],
  );
  return rows.flatMap((row) => signingSecrets(row, now));
}

/** Drops the secrets of all merchants that sign no more. */
export async function forgetExpiredSecrets(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `UPDATE webhook_endpoints SET previous_sealed_secret = NULL, previous_secret_expires_at = NULL
      WHERE previous_secret_expires_at <= $1`,
    [now],
  );
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
