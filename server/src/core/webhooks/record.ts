import type { Queryable } from "../../db/types.ts";
import type { JudgedDelivery } from "./delivery.ts";
import { disableEndpoint, failPendingDeliveries, writeOutcomes } from "./store.ts";

/** Writes what became of attempts. Endpoints come before deliveries here as elsewhere, so that no two writers lock crosswise. */
export async function recordDeliveries(
  db: Queryable,
  judged: readonly JudgedDelivery[],
  now: Date,
): Promise<void> {
  if (judged.length === 0) return;
  const gone = judged.filter(({ verdict }) => verdict.status === "failed" && verdict.endpoint_gone);
  for (const { claimed } of gone) await disableEndpoint(db, claimed.scope, claimed.endpoint.id);
  await writeOutcomes(db, judged, now);
  for (const { claimed } of gone) {
    const reason = "The endpoint was disabled because it had answered 410.";
    await failPendingDeliveries(db, claimed.scope, claimed.endpoint.id, reason, now);
  }
}
