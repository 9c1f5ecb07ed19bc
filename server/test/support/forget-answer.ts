import { digestKey } from "../../src/core/idempotency/digest-key.ts";
import type { Queryable } from "../../src/db/types.ts";

const APIS = ["onerway", "onerway_browser", "faststar", "cashier"];

/** As what a key in test mode may be stored, whichever API it was sent to. */
export const storedAs = (key: string) => APIS.map((api) => digestKey({ livemode: false }, { api, key }));

/** Forgets the answer to a key, as a crash between the payment and its answer would. Answers how many keys there were. */
export async function forgetAnswer(db: Queryable, key: string): Promise<number> {
  const lost = await db.query<{ payment_attempt_id: string | null }>(
    "UPDATE idempotency_keys SET response_status = NULL, response_body = NULL WHERE key_digest = ANY($1::uuid[]) RETURNING payment_attempt_id",
    [storedAs(key)],
  );
  await db.query("UPDATE payment_attempts SET answer_event_id = NULL WHERE id = ANY($1::uuid[])", [
    lost.map(({ payment_attempt_id }) => payment_attempt_id),
  ]);
  return lost.length;
}
