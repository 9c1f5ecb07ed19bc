import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";

/** A minute in which a merchant makes requests, as all processes together see it. */
export interface PermitWindow {
  readonly started_at: Date;
  /** Requests that processes have been allowed to let in, in this window and in the one before it. */
  readonly leased: number;
  readonly leased_before: number;
  /** What this lease was given. */
  readonly granted: number;
}

export interface LeaseRequest {
  readonly now: Date;
  /** Requests a minute. */
  readonly limit: number;
  readonly wanted: number;
  /** What was left over of an earlier lease, in the window that began at that time: it goes back. */
  readonly unspent: number;
  readonly unspent_of: Date | null;
}

const MINUTE = "interval '1 minute'";
const IS_SAME = `$3 < held.started_at + ${MINUTE}`;
const FOLLOWS = `$3 < held.started_at + ${MINUTE} * 2`;

/** What an earlier lease gives back, when its window is the one that began then. */
const givenBack = (began: string) => `CASE WHEN $7::timestamptz = ${began} THEN $6::bigint ELSE 0 END`;

// One row for each merchant and mode, which is moved on to the next window by the first lease in it. What the window
// before it used counts as far as it lies within the last sixty seconds.
const LEASE = `
INSERT INTO request_permits AS held (merchant_id, livemode, started_at, leased, leased_before, granted)
VALUES ($1, $2, $3::timestamptz, least($4::bigint, $5::bigint), 0, least($4::bigint, $5::bigint))
ON CONFLICT (merchant_id, livemode) DO UPDATE SET (started_at, leased, leased_before, granted) = (
  SELECT moved.started_at, moved.leased + counted.free, moved.leased_before, counted.free
    FROM (SELECT
      CASE WHEN ${IS_SAME} THEN held.started_at WHEN ${FOLLOWS} THEN held.started_at + ${MINUTE} ELSE $3 END AS started_at,
      CASE WHEN ${IS_SAME} THEN held.leased ELSE 0 END AS leased,
      CASE WHEN ${IS_SAME} THEN held.leased_before - ${givenBack(`held.started_at - ${MINUTE}`)}
           WHEN ${FOLLOWS} THEN held.leased - ${givenBack("held.started_at")} ELSE 0 END AS leased_before) AS moved,
  LATERAL (SELECT greatest(0, extract(epoch FROM $3 - moved.started_at)) / 60 AS passed) AS elapsed,
  LATERAL (SELECT greatest(0, least($5, floor($4 - moved.leased - moved.leased_before * (1 - elapsed.passed))))::bigint AS free) AS counted)
RETURNING started_at, leased, leased_before, granted`;

/** Takes up to `wanted` requests out of what a merchant may make, by one statement, whoever else does the same. */
export async function leasePermits(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { now, limit, wanted, unspent, unspent_of }: LeaseRequest,
): Promise<PermitWindow> {
  const values = [merchant_id, livemode, now, limit, wanted, unspent, unspent_of];
  const [window] = await db.query<PermitWindow>(LEASE, values);
  if (window === undefined) throw new Error("A lease of request permits wrote no row.");
  return window;
}
