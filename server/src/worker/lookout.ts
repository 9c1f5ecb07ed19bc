import type { Core } from "../core/core.ts";
import { createTrials } from "./trial.ts";

/** Answers whether payments come faster than they can be made. It is to be asked again and again. */
export type PaymentsQueue = () => boolean;

/** What share of the time since it was last asked this process was at work. */
export type ReadUtilization = () => number;

interface Look {
  readonly at_ms: number;
  readonly waiting_rows: number;
  /** Of all times. */
  readonly taken_rows: number;
  readonly utilization: number;
}

interface Crowd {
  /** Of the looks, at which payments waited. */
  readonly share: number;
  readonly utilization: number;
}

/** So many that wait for the database at once are a queue, when this process has no time left. */
const QUEUE_ROWS = 16;
/** So many are one whoever has no time: it may be the database. */
const LONG_QUEUE_ROWS = 64;
const LOOKS = 21;
/** How fast payments are, the last ones tell: before them, there may have been none. */
const LOOKS_OF_RATE = 10;
const LOOK_EVERY_MS = 50;
/** However few have been made since, an older look says nothing of now. */
const LOOK_COUNTS_MS = 4_000;
const IS_QUEUE: Crowd = { share: 0.5, utilization: 0.9 };
/** It may be one, or as much as there is time for. Only a trial can tell. */
const MAY_BE_QUEUE: Crowd = { share: 0.5, utilization: 0.7 };
/** Once there is one, and what may wait does wait, less is enough: payments have all the time then. */
const STILL_QUEUE: Crowd = { share: 0.25, utilization: 0.7 };

/**
 * Answers, look by look, whether payments come faster than they can be made: at most of the last looks some waited, and
 * there was no time left. Those that come at once by chance are through before the next looks, however many they are.
 */
export function createLookout(
  { db, clock }: Pick<Core, "db" | "clock">,
  readUtilization: ReadUtilization,
): PaymentsQueue {
  const looks: Look[] = [];
  const trials = createTrials();
  let is_queue = false;

  function isCrowd(least: Crowd): boolean {
    const isMostly = (least_rows: number) =>
      looks.filter(({ waiting_rows }) => waiting_rows >= least_rows).length > LOOKS * least.share;
    const utilization = looks.reduce((sum, look) => sum + look.utilization, 0) / looks.length;
    return isMostly(LONG_QUEUE_ROWS) || (utilization >= least.utilization && isMostly(QUEUE_ROWS));
  }

  function judge({ at_ms, taken_rows }: Look): boolean {
    const is_faster = trials.look(at_ms, taken_rows);
    if (is_faster !== undefined) return is_faster;
    if (trials.isUnderWay()) return true;
    if (isCrowd(is_queue ? STILL_QUEUE : IS_QUEUE)) return true;
    const before = looks.at(-1 - LOOKS_OF_RATE);
    if (before === undefined || !isCrowd(MAY_BE_QUEUE)) return false;
    trials.begin(at_ms, (taken_rows - before.taken_rows) / (at_ms - before.at_ms));
    return trials.isUnderWay();
  }

  return function paymentsQueue() {
    const at_ms = clock.monotonic_ms();
    if (at_ms - (looks.at(-1)?.at_ms ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return is_queue;
    const { waiting_rows, taken_rows } = db.load();
    const look = { at_ms, waiting_rows, taken_rows, utilization: readUtilization() };
    looks.push(look);
    while (looks.length > LOOKS || at_ms - (looks[0] as Look).at_ms > LOOK_COUNTS_MS) looks.shift();
    is_queue = judge(look);
    return is_queue;
  };
}
