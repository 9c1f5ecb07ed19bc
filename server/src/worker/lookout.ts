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
  /** So many waited for the database at once, */
  readonly rows: number;
  /** at more than this share of the looks, */
  readonly share: number;
  /** and for so much of the time the process was at work. */
  readonly utilization: number;
}

const LOOKS = 21;
/** How fast payments are, the last looks tell: before them, there may have been none. */
const LOOKS_OF_RATE = [5, 10];
const LOOK_EVERY_MS = 100;
/** However few have been made since, an older look says nothing of now. */
const LOOK_COUNTS_MS = 4_000;
/** So many are a queue whoever has no time: it may be the database. */
const IS_QUEUE: Crowd = { rows: 64, share: 0.5, utilization: 0 };
/** It may be one, or as much as there is time for. Only a trial can tell. */
const MAY_BE_QUEUE: Crowd = { rows: 4, share: 0.25, utilization: 0.75 };
/** Once there is one, and what may wait does wait, less is enough: payments have all the time then. */
const STILL_QUEUE: readonly Crowd[] = [
  { rows: 64, share: 0.25, utilization: 0 },
  { rows: 4, share: 0.2, utilization: 0.7 },
];

/**
 * Answers, look by look, whether payments come faster than they can be made: at most of the last looks very many waited,
 * or at many of them some did, little time was left, and a trial has shown that they get faster without what else is done.
 * Those that come at once by chance are through before the next looks, however many they are.
 */
export function createLookout(
  { db, clock }: Pick<Core, "db" | "clock">,
  readUtilization: ReadUtilization,
): PaymentsQueue {
  const looks: Look[] = [];
  const trials = createTrials();
  let is_queue = false;

  function isCrowd({ rows, share, utilization }: Crowd): boolean {
    const mean = looks.reduce((sum, look) => sum + look.utilization, 0) / looks.length;
    return mean >= utilization && looks.filter((look) => look.waiting_rows >= rows).length > LOOKS * share;
  }

  /** How many rows the database takes in a millisecond: of the last half second and the last second, whichever had more. */
  function rate({ at_ms, taken_rows }: Look): number {
    const before = LOOKS_OF_RATE.map((count) => looks.at(-1 - count)).filter((look) => look !== undefined);
    return Math.max(0, ...before.map((look) => (taken_rows - look.taken_rows) / (at_ms - look.at_ms)));
  }

  function judge(look: Look): boolean {
    const is_faster = trials.look(look.at_ms, look.taken_rows);
    if (is_faster !== undefined) return is_faster;
    if (trials.isUnderWay() || isCrowd(IS_QUEUE)) return true;
    if (is_queue) return STILL_QUEUE.some(isCrowd);
    if (isCrowd(MAY_BE_QUEUE)) trials.begin(look.at_ms, rate(look));
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
