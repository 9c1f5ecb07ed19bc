import type { Queryable } from "../../src/db/types.ts";

/** From here on, the transaction may change what is append-only: as a crash would have left it, or a forger. */
export async function liftGuards(transaction: Queryable): Promise<void> {
  await transaction.query("SET LOCAL session_replication_role = replica");
}
