import type { Core } from "../../core.ts";
import { findUntoldSince } from "../dispatch/store.ts";
import type { TakeNotes } from "./dispatch.ts";
import { createShares } from "./shares.ts";

/** How long news waits at most while payments do. */
export const LONGEST_WAIT_MS = 30_000;

/** Meanwhile each merchant is told of a little so often. Whoever sells no faster does not wait. */
const SHARE_EVERY_MS = 500;

export interface GivingWay {
  /** Whether news is to wait now, because payments do. It is to be asked again and again. */
  isCalledFor(): Promise<boolean>;
  /** What may be told all the same; undefined: nothing before the next look. */
  share(): TakeNotes | undefined;
}

export interface GivingWayOptions {
  readonly longest_wait_ms: number;
  /** Whether payments come faster than they can be made. */
  readonly paymentsQueue: () => boolean;
}

/**
 * A payment and its webhooks take twice the time of a payment alone. When that much time is not there, buyers come
 * first: news waits in the outbox while they queue, but no longer than it may, and then it is told however many do. It is
 * the news of those merchants that waits who have much of it, not everybody's.
 */
export function createGivingWay(
  { db, clock }: Pick<Core, "db" | "clock">,
  { longest_wait_ms, paymentsQueue }: GivingWayOptions,
): GivingWay {
  const takeNextShares = createShares();
  let shared_ms = Number.NEGATIVE_INFINITY;
  return {
    async isCalledFor() {
      if (!paymentsQueue() || longest_wait_ms === 0) return false;
      const since = await findUntoldSince(db);
      return since !== undefined && clock.now().getTime() - since.getTime() < longest_wait_ms;
    },
    share() {
      const now_ms = clock.monotonic_ms();
      if (now_ms - shared_ms < SHARE_EVERY_MS) return undefined;
      shared_ms = now_ms;
      return takeNextShares;
    },
  };
}
