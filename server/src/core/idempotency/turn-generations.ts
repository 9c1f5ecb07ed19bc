import { addMilliseconds } from "../../kit/clock.ts";
import type { Core } from "../core.ts";
import { emptyBothGenerations, hasKeysSince, lockGenerations, startedGeneration, turnOver } from "./store.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Forgets idempotency keys by the day: the old ones all at once, and from then on the young ones are old. It happens a
 * day after the last time, so each key is kept for a day at least, and for two at most. Answers whether it was time.
 *
 * Requests are kept out for the moment that it takes. Whoever has stored a key has committed by then, and whoever comes
 * next sees it among the old ones; so no clock decides whether two equal keys meet.
 */
export function turnKeyGenerations(core: Core): Promise<boolean> {
  return core.db.transaction(async (transaction) => {
    const now = core.clock.now();
    const a_day_ago = addMilliseconds(now, -KEPT_MS);
    const began_at = await startedGeneration(transaction, now);
    if (began_at > a_day_ago) return false;
    await lockGenerations(transaction);
    const was_off = began_at <= addMilliseconds(a_day_ago, -KEPT_MS);
    // After days in which nothing ran, the young ones may be too old as well.
    if (was_off && !(await hasKeysSince(transaction, a_day_ago)))
      await emptyBothGenerations(transaction, now);
    else await turnOver(transaction, now);
    return true;
  });
}
