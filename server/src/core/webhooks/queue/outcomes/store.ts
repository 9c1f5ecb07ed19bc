import { columnsOf } from "../../../../db/column-encoders.ts";
import type { Queryable } from "../../../../db/types.ts";
import type { JudgedDelivery } from "../delivery.ts";

/** A body is kept to be sent again as it was. Of what has arrived, the event tells it. */
const keptBody = ({ body, verdict }: JudgedDelivery) => (verdict.status === "succeeded" ? null : body);

/**
 * Writes the outcomes of attempts of all merchants. An attempt that outlived its lease, so that another has been
 * begun since, writes nothing.
 */
export async function writeOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = columnsOf(judged);
  await db.query(
    `UPDATE webhook_deliveries AS delivery
        SET status = outcome.status, next_attempt_at = outcome.next_attempt_at, is_under_way = false, body = coalesce(delivery.body, outcome.body),
            response_status = outcome.response_status, error = outcome.error,
            finished_at = CASE WHEN outcome.status <> 'pending' THEN $10::timestamptz END
       FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[], $9::text[])
         AS outcome(merchant_id, livemode, id, attempt, status, next_attempt_at, body, response_status, error)
      WHERE delivery.merchant_id = outcome.merchant_id AND delivery.livemode = outcome.livemode
        AND delivery.id = outcome.id AND delivery.attempt_count = outcome.attempt AND delivery.next_attempt_at IS NOT NULL`,
    [
      column("uuid", ({ claimed }) => claimed.scope.merchant_id),
      column("bool", ({ claimed }) => claimed.scope.livemode),
      column("uuid", ({ claimed }) => claimed.id),
      column("int8", ({ claimed }) => claimed.attempt),
      column("text", ({ verdict }) => verdict.status),
      column("timestamptz", ({ verdict }) => (verdict.status === "pending" ? verdict.next_attempt_at : null)),
      column("text", keptBody),
      column("int8", ({ verdict }) => verdict.response_status),
      column("text", ({ verdict }) => (verdict.status === "succeeded" ? null : verdict.error)),
      now,
    ],
  );
}

/**
 * Writes what became of attempts that merchants asked for. An acknowledgement ends the schedule; anything else leaves
 * it, and what it has led to, as it was.
 */
export async function writeRetryOutcomes(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  const column = <T>(value: (delivery: JudgedDelivery) => T) => judged.map(value);
  await db.query(
    `WITH outcome AS (
       SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::uuid[], $4::text[], $5::bigint[])
         AS outcome(merchant_id, livemode, id, body, acknowledged_with)),
     finished AS (
       DELETE FROM webhook_retries AS retry USING outcome
        WHERE retry.merchant_id = outcome.merchant_id AND retry.livemode = outcome.livemode
          AND retry.webhook_delivery_id = outcome.id),
     kept AS (
       SELECT outcome.*, acknowledged_with IS NULL OR delivery.status = 'succeeded' AS stays
         FROM outcome JOIN webhook_deliveries AS delivery USING (merchant_id, livemode, id)
          FOR UPDATE OF delivery)
     UPDATE webhook_deliveries AS delivery
        SET body = coalesce(delivery.body, kept.body),
            status = CASE WHEN stays THEN delivery.status ELSE 'succeeded' END,
            next_attempt_at = CASE WHEN stays THEN delivery.next_attempt_at END,
            response_status = CASE WHEN stays THEN delivery.response_status ELSE acknowledged_with END,
            error = CASE WHEN stays THEN delivery.error END,
            finished_at = CASE WHEN stays THEN delivery.finished_at ELSE $6::timestamptz END
       FROM kept
      WHERE delivery.merchant_id = kept.merchant_id AND delivery.livemode = kept.livemode AND delivery.id = kept.id`,
    [
      column(({ claimed }) => claimed.scope.merchant_id),
      column(({ claimed }) => claimed.scope.livemode),
      column(({ claimed }) => claimed.id),
      column(keptBody),
      column(({ verdict }) => (verdict.status === "succeeded" ? verdict.response_status : null)),
      now,
    ],
  );
}
