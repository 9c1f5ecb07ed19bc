import type { Queryable } from "../../../db/types.ts";
import { insertAttempts } from "../log/store.ts";
import { silenceEndpoint } from "../silence-endpoint.ts";
import { disableEndpoint } from "../store.ts";
import type { LoggedDelivery } from "./delivery.ts";
import { writeOutcomes, writeRetryOutcomes } from "./outcomes/store.ts";

/** Writes what became of attempts. Endpoints come before deliveries here as elsewhere, so that no two writers lock crosswise. */
export async function recordDeliveries(
  db: Queryable,
  judged: readonly LoggedDelivery[],
  now: Date,
): Promise<void> {
  if (judged.length === 0) return;
  const gone = judged.filter(({ verdict }) => verdict.status === "failed" && verdict.endpoint_gone);
  for (const { claimed } of gone) await disableEndpoint(db, claimed.scope, claimed.endpoint.id);
  const scheduled = judged.filter(({ claimed }) => claimed.trigger === "automatic");
  const retried = judged.filter(({ claimed }) => claimed.trigger === "manual");
  if (scheduled.length > 0) await writeOutcomes(db, scheduled, now);
  if (retried.length > 0) await writeRetryOutcomes(db, retried, now);
  await insertAttempts(db, judged);
  for (const { claimed } of gone) {
    const reason = "The endpoint was disabled because it had answered 410.";
    await silenceEndpoint(db, claimed.scope, claimed.endpoint.id, reason, now);
  }
}
