import type { Core } from "../../core.ts";
import { findUntoldSince } from "../dispatch/store.ts";
import type { TakeNotes } from "./dispatch.ts";
import { createShares } from "./shares.ts";

/** How long news waits at most while payments do. */
export const LONGEST_WAIT_MS = 30_000;

/**
 * With so many waiting for the database at most of the last looks, payments come faster than they can be made. Those that
 * come at once by chance are through before the next looks, however many they are.
 */
const CROWDED_ROWS = 16;
const LOOKS = 21;
const LOOK_EVERY_MS = 50;
const MOST = LOOKS / 2;
/** Whoever gives way goes on with it for fewer, so that a single quiet look changes nothing. */
const STILL_MANY = LOOKS * 0.4;

/** Meanwhile each merchant is told of a little so often. Whoever sells no faster does not wait. */
const SHARE_EVERY_MS = 500;

export interface GivingWay {
  /** Whether news is to wait now, because payments do. It is to be asked again and again. */
  isCalledFor(): Promise<boolean>;
  /** What may be told all the same; undefined: nothing before the next look. */
  share(): TakeNotes | undefined;
}

/**
 * A payment and its webhooks take twice the time of a payment alone. When that much time is not there, buyers come
 * first: news waits in the outbox while they queue, but no longer than it may, and then it is told however many do. It is
 * the news of those merchants that waits who have much of it, not everybody's.
 */
export function createGivingWay(
  { db, clock }: Pick<Core, "db" | "clock">,
  longest_wait_ms = LONGEST_WAIT_MS,
): GivingWay {
  const isCrowded = createLookout({ db, clock });
  const takeNextShares = createShares();
  let shared_ms = Number.NEGATIVE_INFINITY;

  return {
    async isCalledFor() {
      if (!isCrowded() || longest_wait_ms === 0) return false;
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

/** Answers, look by look, whether payments queue. */
function createLookout({ db, clock }: Pick<Core, "db" | "clock">): () => boolean {
  const looks: boolean[] = [];
  let looked_ms = Number.NEGATIVE_INFINITY;
  let is_crowded = false;
  return function isCrowded() {
    const now_ms = clock.monotonic_ms();
    if (now_ms - looked_ms < LOOK_EVERY_MS) return is_crowded;
    looked_ms = now_ms;
    looks.push(db.load().waiting_rows >= CROWDED_ROWS);
    if (looks.length > LOOKS) looks.shift();
    const crowded = looks.filter((saw_a_crowd) => saw_a_crowd).length;
    is_crowded = crowded > (is_crowded ? STILL_MANY : MOST);
    return is_crowded;
  };
}
