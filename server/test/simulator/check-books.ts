import type { Backends } from "./backends.ts";
import { storedAs } from "./requests.ts";
import type { Told } from "./told.ts";

const GONE = `SELECT intent.id, intent.amount_received,
  (SELECT coalesce(sum(amount), 0)::bigint FROM refunds
    WHERE payment_intent_id = intent.id AND status NOT IN ('failed', 'canceled')) AS refunded,
  (SELECT coalesce(sum(amount), 0)::bigint FROM disputes
    WHERE payment_intent_id = intent.id AND status IN ('needs_response', 'under_review', 'lost')) AS withdrawn
  FROM payment_intents AS intent`;

interface GoneRow {
  readonly id: string;
  readonly amount_received: number;
  readonly refunded: number;
  readonly withdrawn: number;
}

/**
 * To be asked when a refund has just been accepted, before anything else happens: at that moment there has to be room
 * for it. Later a dispute may take what is also being refunded.
 */
export async function checkRoom(backends: Backends): Promise<string[]> {
  const rows = await backends.query<GoneRow>(GONE);
  return rows
    .filter(({ amount_received, refunded, withdrawn }) => refunded + withdrawn > amount_received)
    .map(
      ({ id, amount_received, refunded, withdrawn }) =>
        `accepted_beyond_room ${id}: ${refunded} refunded and ${withdrawn} disputed of ${amount_received}`,
    );
}

/** What no two records disagree about, and yet may not be. */
export async function checkBooks(backends: Backends, told: readonly Told[]): Promise<string[]> {
  const orders = await backends.query<{ kind: string; order: string; count: number }>(
    `SELECT kind, "order", count(*) AS count FROM (
       SELECT 'payment' AS kind, metadata->>'order' AS "order" FROM payment_intents
       UNION ALL SELECT 'refund', metadata->>'order' FROM refunds) AS made
      GROUP BY kind, "order" HAVING count(*) > 1 ORDER BY kind, "order"`,
  );
  const outbox = await backends.query<{ id: string; type: string }>(
    `SELECT id, type FROM events WHERE id NOT IN (SELECT unnest(event_ids) FROM event_outbox) ORDER BY id`,
  );
  const attempts = await backends.query<{ id: string; count: number }>(
    `SELECT payment_intent_id AS id, count(*) AS count FROM payment_attempts
      WHERE status IN ('approved', 'authorized', 'requires_action') GROUP BY payment_intent_id HAVING count(*) > 1`,
  );
  const unkept = await backends.query<{ digest: string }>(
    `SELECT replace(key_digest::text, '-', '') AS digest FROM (SELECT * FROM idempotency_keys UNION ALL SELECT * FROM idempotency_keys_old) AS stored
       LEFT JOIN payment_attempts AS attempt ON attempt.id = stored.payment_attempt_id
      WHERE response_status IS NULL AND answer_event_id IS NULL ORDER BY digest`,
  );
  const unkept_digests = new Set(unkept.map(({ digest }) => digest));
  const lost = told.flatMap(({ key, answer }) =>
    answer.kind === "done" && key !== null && unkept_digests.has(storedAs(key)) ? [key] : [],
  );
  return [
    ...orders.map(({ kind, order, count }) => `made_twice ${order}: one request made ${count} ${kind}s`),
    ...outbox.map(({ id, type }) => `event_unnoted ${id}: nobody will send ${type}`),
    ...attempts.map(({ id, count }) => `paid_twice ${id}: ${count} attempts stand at once`),
    ...[...new Set(lost)].map((key) => `answer_lost ${key}: it was told, and is not kept`),
  ];
}
