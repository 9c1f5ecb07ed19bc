import type { Core } from "../../core.ts";
import { findUntoldSince } from "../dispatch/store.ts";

/** How long news waits at most while payments do. */
export const LONGEST_WAIT_MS = 30_000;

/** With more than these waiting for the database on average, payments come faster than they can be made. */
const CROWDED_ROWS = 12;
const LOOK_EVERY_MS = 50;
const WEIGHT_OF_NEWS = 0.3;

/** Whether news is to wait now, because payments do. It is to be asked again and again. */
export type GivingWay = () => Promise<boolean>;

/**
 * A payment and its webhooks take twice the time of a payment alone. When that much time is not there, buyers come
 * first: news waits in the outbox while they queue, but no longer than it may, and then it is told however many do.
 */
export function createGivingWay(
  { db, clock }: Pick<Core, "db" | "clock">,
  longest_wait_ms = LONGEST_WAIT_MS,
): GivingWay {
  let looked_ms = Number.NEGATIVE_INFINITY;
  let waiting_rows = 0;

  function look(): void {
    const now_ms = clock.monotonic_ms();
    if (now_ms - looked_ms < LOOK_EVERY_MS) return;
    looked_ms = now_ms;
    waiting_rows += WEIGHT_OF_NEWS * (db.load().waiting_rows - waiting_rows);
  }

  return async function givesWay() {
    look();
    if (longest_wait_ms === 0 || waiting_rows < CROWDED_ROWS) return false;
    const since = await findUntoldSince(db);
    return since !== undefined && clock.now().getTime() - since.getTime() < longest_wait_ms;
  };
}
