import type { Queryable } from "../../src/db/types.ts";

/** Forgets the answer to a key, as a crash between the payment and its answer would. Answers how many keys there were. */
export async function forgetAnswer(db: Queryable, key: string): Promise<number> {
  const lost = await db.query<{ payment_attempt_id: string | null }>(
    "UPDATE idempotency_keys SET response_status = NULL, response_body = NULL WHERE key = $1 RETURNING payment_attempt_id",
    [key],
  );
  await db.query("UPDATE payment_attempts SET answer_event_id = NULL WHERE id = ANY($1::uuid[])", [
    lost.map(({ payment_attempt_id }) => payment_attempt_id),
  ]);
  return lost.length;
}
