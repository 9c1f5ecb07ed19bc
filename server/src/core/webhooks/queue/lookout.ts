import type { Core } from "../../core.ts";

/** What share of the time since it was last asked this process was at work. */
export type ReadUtilization = () => number;

interface Look {
  readonly waiting_rows: number;
  readonly utilization: number;
}

/** So many that wait for the database at once are a queue, when this process has no time left. */
const QUEUE_ROWS = 16;
/** So many are one whoever has no time: it may be the database. */
const LONG_QUEUE_ROWS = 64;
const LOOKS = 21;
const LOOK_EVERY_MS = 50;
const BEGINS = { share: 0.5, utilization: 0.85 };
/** Whoever has found a queue goes on with it for less, so that a quiet moment changes nothing. */
const GOES_ON = { share: 0.4, utilization: 0.75 };

/**
 * Answers, look by look, whether payments come faster than they can be made: at most of the last looks some waited, and
 * there was no time left. Those that come at once by chance are through before the next looks, however many they are.
 */
export function createLookout(
  { db, clock }: Pick<Core, "db" | "clock">,
  readUtilization: ReadUtilization,
): () => boolean {
  const looks: Look[] = [];
  let looked_ms = Number.NEGATIVE_INFINITY;
  let is_queue = false;

  function judge(): boolean {
    const least = is_queue ? GOES_ON : BEGINS;
    const isMostly = (least_rows: number) =>
      looks.filter(({ waiting_rows }) => waiting_rows >= least_rows).length > LOOKS * least.share;
    const utilization = looks.reduce((sum, look) => sum + look.utilization, 0) / looks.length;
    return isMostly(LONG_QUEUE_ROWS) || (utilization >= least.utilization && isMostly(QUEUE_ROWS));
  }

  return function paymentsQueue() {
    const now_ms = clock.monotonic_ms();
    if (now_ms - looked_ms < LOOK_EVERY_MS) return is_queue;
    looked_ms = now_ms;
    looks.push({ waiting_rows: db.load().waiting_rows, utilization: readUtilization() });
    if (looks.length > LOOKS) looks.shift();
    is_queue = judge();
    return is_queue;
  };
}
