import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import { VELOCITY_WINDOWS_MS, type VelocityCount, type VelocityKind } from "./velocity.ts";

/** One thing that a try is counted by. */
export interface VelocitySubject {
  readonly kind: VelocityKind;
  readonly subject: string;
  readonly limit_points: number;
}

export interface JudgedSubject extends VelocitySubject, VelocityCount {
  readonly admitted: boolean;
}

const SECOND_MS = 1000;

const seconds = (kind: VelocityKind) => VELOCITY_WINDOWS_MS[kind] / SECOND_MS;
const WINDOW = `make_interval(secs => CASE held.kind WHEN 'address' THEN ${seconds("address")} WHEN 'card' THEN ${seconds("card")} ELSE ${seconds("payment")} END)`;
const LIMIT = "CASE held.kind WHEN 'address' THEN $7::bigint WHEN 'card' THEN $8::bigint ELSE $9::bigint END";

// Row by row, under the row's lock: it is moved on to the window of now, and the try counts where it fits in. One that
// does not leaves the count as it was, so that asking in vain makes nobody wait longer.
const COUNT = `
INSERT INTO velocity_counters AS held (merchant_id, livemode, kind, subject, began_at, points, points_before, admitted)
SELECT $1, $2, asked.kind, asked.subject, $3, $4, 0, true
  FROM unnest($5::text[], $6::text[]) AS asked(kind, subject) ORDER BY asked.kind, asked.subject
ON CONFLICT (merchant_id, livemode, kind, subject) DO UPDATE SET (began_at, points, points_before, admitted) = (
  SELECT moved.began_at, moved.points + CASE WHEN judged.fits THEN $4::bigint ELSE 0 END, moved.points_before, judged.fits
    FROM (SELECT
      CASE WHEN $3 < held.began_at + ${WINDOW} THEN held.began_at
           WHEN $3 < held.began_at + ${WINDOW} * 2 THEN held.began_at + ${WINDOW} ELSE $3 END AS began_at,
      CASE WHEN $3 < held.began_at + ${WINDOW} THEN held.points ELSE 0 END AS points,
      CASE WHEN $3 < held.began_at + ${WINDOW} THEN held.points_before
           WHEN $3 < held.began_at + ${WINDOW} * 2 THEN held.points ELSE 0 END AS points_before) AS moved,
  LATERAL (SELECT greatest(0, extract(epoch FROM $3 - moved.began_at)) / extract(epoch FROM ${WINDOW}) AS share) AS passed,
  LATERAL (SELECT moved.points + moved.points_before * (1 - passed.share) + $4::bigint <= ${LIMIT} AS fits) AS judged)
RETURNING kind, subject, began_at, points, points_before, admitted`;

/** Counts a try by all that it is counted by, in one statement, and says where it did not fit in any more. */
export async function countTry(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  subjects: readonly VelocitySubject[],
  points: number,
  now: Date,
): Promise<JudgedSubject[]> {
  const limitOf = (kind: VelocityKind) =>
    subjects.find((subject) => subject.kind === kind)?.limit_points ?? 0;
  const rows = await db.query<Omit<JudgedSubject, "limit_points">>(COUNT, [
    merchant_id,
    livemode,
    now,
    points,
    subjects.map(({ kind }) => kind),
    subjects.map(({ subject }) => subject),
    limitOf("address"),
    limitOf("card"),
    limitOf("payment"),
  ]);
  return rows.map((row) => ({ ...row, limit_points: limitOf(row.kind) }));
}

/** Takes points back, in the window in which they were counted, be it the one before by now. */
export async function giveBack(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  counted: readonly JudgedSubject[],
  points: number,
): Promise<void> {
  await db.query(
    `WITH held AS (
       SELECT held.kind, held.subject, asked.began_at
         FROM velocity_counters AS held
         JOIN unnest($3::text[], $4::text[], $5::timestamptz[]) AS asked(kind, subject, began_at) USING (kind, subject)
        WHERE held.merchant_id = $1 AND held.livemode = $2 ORDER BY held.kind, held.subject FOR UPDATE OF held)
     UPDATE velocity_counters AS counter
        SET points = counter.points - CASE WHEN counter.began_at = held.began_at THEN least($6::bigint, counter.points) ELSE 0 END,
            points_before = counter.points_before
              - CASE WHEN counter.began_at > held.began_at THEN least($6::bigint, counter.points_before) ELSE 0 END
       FROM held
      WHERE counter.merchant_id = $1 AND counter.livemode = $2
        AND counter.kind = held.kind AND counter.subject = held.subject`,
    [
      merchant_id,
      livemode,
      counted.map(({ kind }) => kind),
      counted.map(({ subject }) => subject),
      counted.map(({ began_at }) => began_at),
      points,
    ],
  );
}

/** Drops counts, of all merchants, that nothing depends on any more. Answers how many. */
export async function deleteCountsBefore(db: Queryable, instant: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `DELETE FROM velocity_counters WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM velocity_counters WHERE began_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
    [instant, limit],
  );
  return rows.length;
}
