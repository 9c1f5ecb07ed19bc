import type { Queryable } from "../../../db/types.ts";
import type { Scope } from "../../../kit/scope.ts";
import type { PaymentAttempt } from "../attempts/payment-attempt.ts";

/** Written before the attempt itself, so that no crash in between can lose it. */
export async function noteCardToKeep(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  { id, created_at }: PaymentAttempt,
): Promise<void> {
  await db.query(
    "INSERT INTO cards_to_keep (merchant_id, livemode, id, created_at) VALUES ($1, $2, $3, $4)",
    [merchant_id, livemode, id, created_at],
  );
}

export async function forgetCardToKeep(
  db: Queryable,
  { merchant_id, livemode }: Scope,
  attempt_id: string,
): Promise<void> {
  await db.query("DELETE FROM cards_to_keep WHERE merchant_id = $1 AND livemode = $2 AND id = $3", [
    merchant_id,
    livemode,
    attempt_id,
  ]);
}

/**
 * Attempts of all merchants whose outcome is known and whose card is still to be kept, or let go. What is older than
 * the given instant is over in any case, also an attempt that was never made.
 */
export async function findCardsToKeep(
  db: Queryable,
  long_ago: Date,
  limit: number,
): Promise<(Scope & { id: string })[]> {
  return db.query<Scope & { id: string }>(
    `SELECT card.merchant_id, card.livemode, card.id
       FROM cards_to_keep AS card LEFT JOIN payment_attempts AS attempt USING (merchant_id, livemode, id)
      WHERE attempt.status IN ('approved', 'authorized', 'declined', 'voided') OR card.created_at < $1
      LIMIT $2`,
    [long_ago, limit],
  );
}
